#pragma once

#include <stdbool.h>

// curses' own screen, which there is one of.

// newterm(3X), with files of its own, and without the signal handlers that it would install: ours are read,
// and a stop must have its default. False, with errno, where it cannot.
bool library_open(int input, int output, const char *name);

// Ends what `library_open` began.
void library_close(void);
