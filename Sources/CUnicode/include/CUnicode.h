// The few questions that names and texts ask of libunistring, which owns the tables of Unicode, and searches
// through bytes that C has vector instructions for.
// Pure functions without state: any thread may call them at any time.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a scalar is to a name, from its general category.
enum cunicode_kind {
    CUNICODE_OTHER,           // has no place in a name; so have letters and marks that nobody can see
    CUNICODE_LETTER,          // L
    CUNICODE_SPACING_MARK,    // Mc
    CUNICODE_NONSPACING_MARK, // Mn
    CUNICODE_DIGIT,           // Nd
};

/// The scripts that UTS #39 lets stand side by side. Any other is CUNICODE_SCRIPT_OTHER or above, one number
/// each.
enum cunicode_script {
    CUNICODE_SCRIPT_ANY, // Common and Inherited: goes with every script
    CUNICODE_SCRIPT_LATIN,
    CUNICODE_SCRIPT_HAN,
    CUNICODE_SCRIPT_HIRAGANA,
    CUNICODE_SCRIPT_KATAKANA,
    CUNICODE_SCRIPT_BOPOMOFO,
    CUNICODE_SCRIPT_HANGUL,
    CUNICODE_SCRIPT_OTHER,
};

/// The kind of a scalar (an `enum cunicode_kind`).
int32_t cunicode_kind(uint32_t scalar);

/// The script of a scalar (an `enum cunicode_script`, or above it). libunistring 1.0 knows the property
/// Script, not Script_Extensions: what several scripts share is Common or Inherited here, and goes with every
/// script.
int32_t cunicode_script(uint32_t scalar);

/// What a digit (Nd) is worth, 0 to 9; -1 for anything else.
int32_t cunicode_digit_value(uint32_t scalar);

/// Whether a person sees a gap that is no control character: TAB and general category Zs.
bool cunicode_is_blank(uint32_t scalar);

/// Whether a person sees a gap or nothing at all: White_Space or Default_Ignorable_Code_Point.
bool cunicode_is_unseen(uint32_t scalar);

/// Writes the NFC of valid UTF-8 to `out`. Returns the number of bytes, or -1 if they do not fit or memory is
/// out.
ptrdiff_t cunicode_nfc(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity);

/// The same for the full case fold of the NFKC, itself brought to NFKC.
ptrdiff_t cunicode_nfkc_casefold(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity);

/// The place of the first byte that is `one` or `other`, -1 where there is none.
ptrdiff_t cunicode_first(const uint8_t *bytes, size_t count, uint8_t one, uint8_t other);

/// Whether all bytes are 0x20 to 0x7E.
bool cunicode_is_printable_ascii(const uint8_t *bytes, size_t count);
