// libqrencode for Swift, for the module Invitation alone. A pure function: any thread may call it.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// The most modules that a side of a QR code has (version 40 of ISO/IEC 18004).
#define CQRCODE_MAXIMUM_SIDE 177

/// Makes the smallest code of level L that holds the bytes, and writes its modules row by row from the upper
/// left, 1 for a dark one, into `modules`, which has room for CQRCODE_MAXIMUM_SIDE squared. Answers how many
/// modules a side has; 0 where the bytes are none or too many (more than 2,953), or memory is short.
int cqrcode_encode(const uint8_t *bytes, size_t count, uint8_t *modules);
