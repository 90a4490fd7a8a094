#include "CUnicode.h"

#include <string.h>

ptrdiff_t cunicode_first(const uint8_t *bytes, size_t count, uint8_t one, uint8_t other)
{
    if (count == 0)
        return -1;
    const uint8_t *found = memchr(bytes, one, count);
    size_t before = found == NULL ? count : (size_t)(found - bytes);
    const uint8_t *earlier = before == 0 ? NULL : memchr(bytes, other, before);
    if (earlier != NULL)
        return earlier - bytes;
    return found == NULL ? -1 : (ptrdiff_t)before;
}

bool cunicode_is_printable_ascii(const uint8_t *bytes, size_t count)
{
    // Without a way out in the middle, so that the compiler takes many bytes at a time.
    uint8_t others = 0;
    for (size_t i = 0; i < count; i++)
        others |= (uint8_t)(bytes[i] - 0x20) >= 0x5F;
    return others == 0;
}
