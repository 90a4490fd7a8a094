#pragma once

// What wants the process to end: signals that are blocked, since the program reads them.

// That signal was read; 0 forgets it.
void ending_expect(int signal);

// The signal that was read last, or one that waits to be read; 0 for none. Async-signal-safe.
int ending_signal(void);
