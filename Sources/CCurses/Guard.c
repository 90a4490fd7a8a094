#define _GNU_SOURCE
#include "Guard.h"

#include "Ending.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

// Everything that `give_back` and `on_signal` call is async-signal-safe (signal-safety(7)). What they read
// was written before `state` said so.

enum { idle = 0, armed = -1 };

// Idle, armed, or the thread that is giving the terminal back.
static atomic_int state = idle;
static pid_t owner;
static int terminal;
static int flags;
static struct termios settings;
static char bytes[512];
static size_t count;

static atomic_bool is_writing;

static struct sigaction found[NSIG];
static bool is_caught[NSIG];

// MINSIGSTKSZ depends on the processor's registers (sysconf(3), _SC_MINSIGSTKSZ); this is beyond any.
static char stack[65536];
static bool is_our_stack;

// A terminal that takes nothing must not keep a crash from ending, nor one that has room for a part only.
static void write_all(void) {
  size_t written = 0;
  fcntl(terminal, F_SETFL, flags | O_NONBLOCK);
  while (written < count) {
    struct pollfd writable = {.fd = terminal, .events = POLLOUT};
    if (poll(&writable, 1, 500) <= 0)
      return;
    ssize_t result = write(terminal, bytes + written, count - written);
    if (result < 0 && errno != EINTR && errno != EAGAIN)
      return;
    if (result > 0)
      written += (size_t)result;
  }
}

static void give_back(void) {
  int thread = (int)syscall(SYS_gettid);
  int expected = armed;
  if (getpid() != owner)
    return;
  if (!atomic_compare_exchange_strong(&state, &expected, thread)) {
    // Another thread is at it, and to end now would cut it short; a second fault of this one must end.
    for (int round = 0; round < 100 && expected != idle && expected != thread; round++) {
      poll(NULL, 0, 10);
      expected = atomic_load(&state);
    }
    return;
  }
  // In the background the terminal is somebody else's by now. -1: it is not our controlling terminal, so no
  // other group can have it.
  pid_t foreground = tcgetpgrp(terminal);
  if (foreground < 0 || foreground == getpgrp()) {
    write_all();
    tcsetattr(terminal, TCSANOW, &settings);
    // What was not read yet was meant for us, not for the shell: the rest of a paste for instance.
    tcflush(terminal, TCIFLUSH);
    fcntl(terminal, F_SETFL, flags);
  }
  atomic_store(&state, idle);
}

static void on_signal(int signal, siginfo_t *information, void *context) {
  (void)context;
  int saved = errno;
  give_back();
  // Without the terminal there is no going on, but a handler that only tells of a crash, such as Swift's
  // backtracer, leaves it to the faulty instruction to end the process. A signal that was sent has none.
  struct sigaction by_default = {.sa_handler = SIG_DFL};
  sigaction(signal, information->si_code > 0 ? &found[signal] : &by_default, NULL);
  // Blocked until we return.
  raise(signal);
  errno = saved;
}

// The timer of `guard_begin_writing` has run out once more.
static void on_alarm(int signal, siginfo_t *information, void *context) {
  // Somebody has sent it.
  if (information->si_code != SI_KERNEL)
    return on_signal(signal, information, context);
  int saved = errno;
  int ending = atomic_load(&is_writing) ? ending_signal() : 0;
  if (ending != 0) {
    struct sigaction by_default = {.sa_handler = SIG_DFL};
    sigset_t set;
    give_back();
    sigaction(ending, &by_default, NULL);
    raise(ending);
    sigemptyset(&set);
    sigaddset(&set, ending);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  }
  errno = saved;
}

// Those that a backtracer may be waiting for already.
static bool is_crash(int signal) {
  switch (signal) {
  case SIGQUIT:
  case SIGSEGV:
  case SIGBUS:
  case SIGILL:
  case SIGTRAP:
  case SIGFPE:
  case SIGABRT:
  case SIGSYS:
    return true;
  default:
    return false;
  }
}

// Whether the signal by default ends the process, and can be caught (signal(7)).
static bool ends(int signal) {
  switch (signal) {
  case SIGKILL:
  case SIGSTOP:
  case SIGTSTP:
  case SIGTTIN:
  case SIGTTOU:
  case SIGCONT:
  case SIGCHLD:
  case SIGURG:
  case SIGWINCH:
    return false;
  default:
    return true;
  }
}

void guard_install(void) {
  static bool is_registered;
  if (!is_registered)
    is_registered = atexit(give_back) == 0;

  stack_t ours = {.ss_sp = stack, .ss_size = sizeof stack};
  stack_t before;
  is_our_stack = sigaltstack(NULL, &before) == 0 && (before.ss_flags & SS_DISABLE) != 0 &&
                 sigaltstack(&ours, NULL) == 0;

  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_ONSTACK | SA_SIGINFO};
  struct sigaction timed = {.sa_sigaction = on_alarm, .sa_flags = SA_ONSTACK | SA_SIGINFO | SA_RESTART};
  sigfillset(&action.sa_mask);
  sigfillset(&timed.sa_mask);
  for (int signal = 1; signal < NSIG; signal++) {
    is_caught[signal] = false;
    // glibc keeps two of the realtime signals to itself and refuses them.
    if (!ends(signal) || sigaction(signal, NULL, &found[signal]) != 0)
      continue;
    bool is_default = (found[signal].sa_flags & SA_SIGINFO) == 0 && found[signal].sa_handler == SIG_DFL;
    bool is_ignored = (found[signal].sa_flags & SA_SIGINFO) == 0 && found[signal].sa_handler == SIG_IGN;
    if (is_default || (is_crash(signal) && !is_ignored))
      is_caught[signal] = sigaction(signal, signal == SIGALRM ? &timed : &action, NULL) == 0;
  }
}

void guard_remove(void) {
  for (int signal = 1; signal < NSIG; signal++) {
    struct sigaction now;
    if (is_caught[signal] && sigaction(signal, NULL, &now) == 0 &&
        (now.sa_sigaction == on_signal || now.sa_sigaction == on_alarm))
      sigaction(signal, &found[signal], NULL);
    is_caught[signal] = false;
  }
  if (is_our_stack) {
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
  }
}

void guard_arm(int terminal_now, const char *bytes_now, const struct termios *settings_now, int flags_now) {
  guard_disarm();
  owner = getpid();
  terminal = terminal_now;
  settings = *settings_now;
  flags = flags_now;
  count = strlen(bytes_now);
  if (count > sizeof bytes)
    abort();
  memcpy(bytes, bytes_now, count);
  atomic_store(&state, armed);
}

void guard_disarm(void) {
  int expected = armed;
  atomic_compare_exchange_strong(&state, &expected, idle);
}

void guard_begin_writing(void) {
  struct timeval half_a_second = {.tv_usec = 500000};
  struct itimerval timer = {.it_interval = half_a_second, .it_value = half_a_second};
  atomic_store(&is_writing, true);
  // Where the signal has another meaning already, it keeps that.
  if (is_caught[SIGALRM])
    setitimer(ITIMER_REAL, &timer, NULL);
}

void guard_end_writing(void) {
  struct itimerval none = {0};
  atomic_store(&is_writing, false);
  if (is_caught[SIGALRM])
    setitimer(ITIMER_REAL, &none, NULL);
}
