#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int pseudo_terminal_open(int columns, int rows, char path[PSEUDO_TERMINAL_PATH]) {
  int shown = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (shown < 0)
    return -1;
  if (grantpt(shown) == 0 && unlockpt(shown) == 0 && ptsname_r(shown, path, PSEUDO_TERMINAL_PATH) == 0 &&
      pseudo_terminal_resize(shown, columns, rows) == 0)
    return shown;
  close(shown);
  return -1;
}

int pseudo_terminal_resize(int terminal, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(terminal, TIOCSWINSZ, &size);
}

pid_t pseudo_terminal_start(const char *path, const char *term, char *const arguments[]) {
  char variable[128];
  // A crash is to end as without anybody who tells of it: Swift's backtracer, which on a terminal asks what
  // to do for half a minute, and ThreadSanitizer.
  char *environment[] = {variable, "SWIFT_BACKTRACE=enable=no",
                         "TSAN_OPTIONS=handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_sigfpe=0:"
                         "handle_sigtrap=0:handle_abort=0",
                         NULL};
  snprintf(variable, sizeof variable, "TERM=%s", term);
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_init(&actions);
  // The first terminal that the leader of a session opens becomes its own.
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO);
  pid_t child = -1;
  if (posix_spawn(&child, arguments[0], &actions, &attributes, arguments, environment) != 0)
    child = -1;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return child;
}

int pseudo_terminal_wait(pid_t child, int milliseconds) {
  struct pollfd ended = {.fd = (int)syscall(SYS_pidfd_open, child, 0), .events = POLLIN};
  if (ended.fd < 0)
    return -1;
  if (poll(&ended, 1, milliseconds) == 0)
    kill(child, SIGKILL);
  close(ended.fd);
  int status = -1;
  return waitpid(child, &status, 0) == child ? status : -1;
}
