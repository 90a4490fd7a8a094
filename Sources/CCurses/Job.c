#define _GNU_SOURCE
#include "Job.h"

#include "Ending.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

void job_stop(int signal) {
  sigset_t set;
  sigset_t mask;
  struct sigaction before;
  struct sigaction by_default = {.sa_handler = SIG_DFL};
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigaction(signal, NULL, &before);
  if (before.sa_handler != SIG_IGN)
    sigaction(signal, &by_default, NULL);
  // Blocked at first: one that came already and was not read becomes one with ours, and we stop once.
  pthread_sigmask(SIG_BLOCK, &set, &mask);
  kill(0, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(signal, &before, NULL);
}

bool job_wait_for_foreground(int terminal) {
  for (;;) {
    pid_t foreground = tcgetpgrp(terminal);
    // -1: not our controlling terminal, so no other group can have it.
    if (foreground < 0 || foreground == getpgrp())
      return true;
    if (ending_signal() != 0)
      return false;
    job_stop(SIGTTOU);
    // An orphan did not stop; it looks again soon, but does not spin.
    if (tcgetpgrp(terminal) != getpgrp())
      poll(NULL, 0, 100);
  }
}
