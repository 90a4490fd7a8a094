#include "CUnicode.h"

#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <uninorm.h>
#include <unictype.h>

int32_t cunicode_kind(uint32_t scalar)
{
    // The Hangul fillers are letters and the variation selectors marks, and neither leaves a trace on a
    // screen.
    if (uc_is_property_default_ignorable_code_point(scalar))
        return CUNICODE_OTHER;
    if (uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_L))
        return CUNICODE_LETTER;
    if (uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_Mc))
        return CUNICODE_SPACING_MARK;
    if (uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_Mn))
        return CUNICODE_NONSPACING_MARK;
    if (uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_Nd))
        return CUNICODE_DIGIT;
    return CUNICODE_OTHER;
}

int32_t cunicode_script(uint32_t scalar)
{
    static const struct {
        const char *name;
        int32_t script;
    } named[] = {
        { "Latin", CUNICODE_SCRIPT_LATIN },       { "Common", CUNICODE_SCRIPT_ANY },
        { "Inherited", CUNICODE_SCRIPT_ANY },     { "Han", CUNICODE_SCRIPT_HAN },
        { "Hiragana", CUNICODE_SCRIPT_HIRAGANA }, { "Katakana", CUNICODE_SCRIPT_KATAKANA },
        { "Bopomofo", CUNICODE_SCRIPT_BOPOMOFO }, { "Hangul", CUNICODE_SCRIPT_HANGUL },
    };
    const uc_script_t *script = uc_script(scalar);
    if (script == NULL)
        return CUNICODE_SCRIPT_OTHER;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(script->name, named[i].name) == 0)
            return named[i].script;
    const uc_script_t *all;
    size_t count;
    uc_all_scripts(&all, &count);
    return CUNICODE_SCRIPT_OTHER + 1 + (int32_t)(script - all);
}

int32_t cunicode_digit_value(uint32_t scalar)
{
    return uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_Nd) ? uc_decimal_value(scalar) : -1;
}

bool cunicode_is_blank(uint32_t scalar)
{
    return scalar == '\t' || uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_Zs);
}

bool cunicode_is_unseen(uint32_t scalar)
{
    return uc_is_property_white_space(scalar) || uc_is_property_default_ignorable_code_point(scalar);
}

// libunistring answers in the caller's buffer if it likes, else in memory that the caller then frees.
static ptrdiff_t settle(uint8_t *result, size_t length, uint8_t *out, size_t capacity)
{
    if (result == out)
        return (ptrdiff_t)length;
    bool fits = result != NULL && length <= capacity;
    if (fits)
        memcpy(out, result, length);
    free(result);
    return fits ? (ptrdiff_t)length : -1;
}

ptrdiff_t cunicode_nfc(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity)
{
    size_t length = capacity;
    return settle(u8_normalize(UNINORM_NFC, bytes, count, out, &length), length, out, capacity);
}

ptrdiff_t cunicode_nfkc_casefold(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity)
{
    size_t composed_length = 0;
    uint8_t *composed = u8_normalize(UNINORM_NFKC, bytes, count, NULL, &composed_length);
    if (composed == NULL)
        return -1;
    size_t length = capacity;
    // NULL: no language, so that a Turkish machine folds as every other does.
    uint8_t *folded = u8_casefold(composed, composed_length, NULL, UNINORM_NFKC, out, &length);
    free(composed);
    return settle(folded, length, out, capacity);
}
