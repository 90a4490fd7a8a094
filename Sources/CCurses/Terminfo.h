#pragma once

#include <stdbool.h>

// Bracketed paste, focus, and the mouse's buttons, by themselves and in the encoding without a limit (XTerm
// Control Sequences, "DEC Private Mode Set"). A terminal ignores the modes that it does not know.
#define REPORTS_ON "\033[?2004h\033[?1004h"
#define REPORTS_OFF "\033[?1004l\033[?2004l"
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

// The longest that gives a terminal back has about 80 bytes.
enum { RESTORING_SIZE = 512 };

// Whether terminfo knows the terminal of that name and can place its cursor; then `restoring`, a string, gets
// what gives it back, whatever was done to it: modes, keypad, colours, cursor, screen.
bool terminfo_is_known(const char *name, int terminal, char restoring[RESTORING_SIZE]);

// Whether the open terminal keeps what was on it before on a screen of its own.
bool terminfo_has_alternate_screen(void);
