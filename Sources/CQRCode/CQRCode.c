#include "CQRCode.h"

#include <limits.h>
#include <qrencode.h>

int cqrcode_encode(const uint8_t *bytes, size_t count, uint8_t *modules)
{
    if (count > INT_MAX)
        return 0;
    QRcode *code = QRcode_encodeData((int)count, bytes, 0, QR_ECLEVEL_L);
    if (!code)
        return 0;
    int side = code->width;
    // The other bits say what a module is for.
    for (int i = 0; i < side * side; i++)
        modules[i] = code->data[i] & 1;
    QRcode_free(code);
    return side;
}
