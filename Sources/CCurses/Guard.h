#pragma once

#include <stdbool.h>
#include <termios.h>

// Gives the terminal back when a signal or exit(3) ends the program while it is taken, and when the program
// is to end but hangs on a terminal that takes nothing.

// Catches every signal that would end the process; what was caught before, if it is a crash, is called after.
// The calling thread, which is the one that draws, gets a stack of its own for them.
void guard_install(void);

// Lets signals be what they were. By the same thread.
void guard_remove(void);

// From now on, the bytes are written and the settings are set when the program ends. To be called again when
// they have changed. Bytes beyond the guard's room are a mistake of ours, and abort.
void guard_arm(int terminal, const char *bytes, const struct termios *settings, int flags);

// From now on nothing is done: the terminal was given back.
void guard_disarm(void);

// From now on the calling thread writes to the terminal, or waits for it to take everything. After each half
// a second of that, a signal to end that waits to be read, or was read already, ends the process at once.
void guard_begin_writing(void);

// It writes no more.
void guard_end_writing(void);
