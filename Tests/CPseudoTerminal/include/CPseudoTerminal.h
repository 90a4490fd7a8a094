#pragma once

// The calls for terminals and programs on them that Swift's Glibc does not export. Each answers -1 where it
// fails.

#include <sys/types.h>

enum { PSEUDO_TERMINAL_PATH = 64 };

// A new terminal of that size: the side that shows things, and the path of the side for programs.
int pseudo_terminal_open(int columns, int rows, char path[PSEUDO_TERMINAL_PATH]);

// Gives it another size.
int pseudo_terminal_resize(int terminal, int columns, int rows);

// Starts a program in a session of its own, which has that terminal, with no signal blocked or ignored. The
// environment is TERM, and that nobody tells of crashes.
pid_t pseudo_terminal_start(const char *path, const char *term, char *const arguments[]);

// Waits for that child to end, but kills it when it takes longer than that; its status as waitpid(2) has it.
int pseudo_terminal_wait(pid_t child, int milliseconds);
