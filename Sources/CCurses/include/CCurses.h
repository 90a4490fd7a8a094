// The part of ncursesw that `Terminal` uses: its macros and globals as functions, and the signal handlers that
// give the terminal back when the program crashes. All of it belongs to the one thread that draws.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// Lets the library tell how wide characters are: the locale of the environment, or C.UTF-8 where that knows
/// only ASCII. To be called once, before anything else here; false where the system has no such locale.
bool curses_set_locale(void);

/// How many columns a scalar takes: 0, 1 or 2; -1 for a control character or what this system does not know
/// (wcwidth(3)), which is also what ncurses goes by.
int curses_width(uint32_t scalar);
