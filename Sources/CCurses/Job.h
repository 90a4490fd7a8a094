#pragma once

#include <stdbool.h>

// The process as a job of a shell.

// Stops the whole process group, as the terminal does for Ctrl-Z: the shell waits for the group's leader,
// maybe a `make`, and takes the terminal back only when that stops too. Returns when the process goes on; at
// once where the group is an orphan (tmux or `ssh host papo` started it), since then nobody could continue it
// and the kernel does not stop it (setpgid(2)).
void job_stop(int signal);

// Waits until the terminal is ours; false where the process is to end instead. Left to tcsetattr(3), the
// kernel would do the stopping, but then `kill %1` could not end a stopped job: it is continued in the
// background, and the call, restarted, would stop it again.
bool job_wait_for_foreground(int terminal);
