#define _GNU_SOURCE
#include "Ending.h"

#include <signal.h>
#include <stdatomic.h>

static atomic_int expected;

void ending_expect(int signal) {
  atomic_store(&expected, signal);
}

int ending_signal(void) {
  static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
  int found = atomic_load(&expected);
  sigset_t pending;
  if (found != 0 || sigpending(&pending) != 0)
    return found;
  for (unsigned index = 0; index < sizeof signals / sizeof signals[0]; index++)
    if (sigismember(&pending, signals[index]) == 1)
      return signals[index];
  return 0;
}
