#define _GNU_SOURCE
#include "CCurses.h"
#include "Guard.h"
#include "Terminfo.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int terminal;
static FILE *output_file;
static FILE *input_file;
static SCREEN *screen;
static struct termios found;
static int found_flags;
static bool is_taken;
static bool uses_mouse;
static bool has_palette;
static char restoring[RESTORING_SIZE];

static void write_all(const void *bytes, size_t count) {
  size_t written = 0;
  while (written < count) {
    ssize_t result = write(terminal, (const char *)bytes + written, count - written);
    if (result < 0 && errno == EAGAIN) {
      // Another program has made the terminal so, which is shared.
      struct pollfd writable = {.fd = terminal, .events = POLLOUT};
      poll(&writable, 1, -1);
    } else if (result < 0 && errno != EINTR) {
      return;
    } else if (result > 0) {
      written += (size_t)result;
    }
  }
}

static void write_string(const char *bytes) {
  write_all(bytes, strlen(bytes));
}

// Whether somebody wants the process to end: signals that are blocked, to be read later.
static bool is_to_end(void) {
  sigset_t pending;
  if (sigpending(&pending) != 0)
    return false;
  return sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGHUP) == 1 ||
         sigismember(&pending, SIGINT) == 1;
}

// Stops the whole process group, as the terminal does for Ctrl-Z: the shell waits for the group's leader,
// maybe a `make`, and takes the terminal back only when that stops too. Returns when the process goes on; at
// once where the group is an orphan (tmux or `ssh host papo` started it), since then nobody could continue it
// and the kernel does not stop it (setpgid(2)).
static void stop(int signal) {
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

// Waits until the terminal is ours; false where the process is to end instead. Left to tcsetattr(3), the
// kernel would do the stopping, but then `kill %1` could not end a stopped job: it is continued in the
// background, and the call, restarted, would stop it again.
static bool wait_for_foreground(void) {
  for (;;) {
    pid_t foreground = tcgetpgrp(terminal);
    // -1: not our controlling terminal, so no other group can have it.
    if (foreground < 0 || foreground == getpgrp())
      return true;
    if (is_to_end())
      return false;
    stop(SIGTTOU);
    // An orphan did not stop; it looks again soon, but does not spin.
    if (tcgetpgrp(terminal) != getpgrp())
      poll(NULL, 0, 100);
  }
}

// Remembers the terminal as it is now, and has the guard bring it back to that.
static enum curses_result remember(void) {
  found_flags = fcntl(terminal, F_GETFL);
  if (found_flags < 0 || tcgetattr(terminal, &found) != 0)
    return CURSES_FAILED;
  guard_arm(terminal, restoring, &found, found_flags);
  // Another program may have left it so; curses would lose what does not go out at once.
  fcntl(terminal, F_SETFL, found_flags & ~O_NONBLOCK);
  is_taken = true;
  return CURSES_DONE;
}

static void ask_for_reports(void) {
  write_string(REPORTS_ON);
  write_string(uses_mouse ? MOUSE_ON : MOUSE_OFF);
}

static void leave_as_found(void) {
  // What was not read yet was meant for us, not for the shell: the rest of a paste, a report of the mouse.
  while (tcsetattr(terminal, TCSAFLUSH, &found) != 0 && errno == EINTR) {
  }
  fcntl(terminal, F_SETFL, found_flags);
  guard_disarm();
  is_taken = false;
}

static void give_back(void) {
  if (!is_taken)
    return;
  write_string(MOUSE_OFF);
  write_string(REPORTS_OFF);
  endwin();
  leave_as_found();
}

static void close_files(void) {
  if (output_file != NULL)
    fclose(output_file);
  if (input_file != NULL)
    fclose(input_file);
  output_file = NULL;
  input_file = NULL;
}

// newterm(3X), with files of its own, and without the signal handlers that it would install: ours are read,
// and a stop must have its default.
static SCREEN *new_screen(int input, const char *name) {
  static const int handled[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
  enum { handled_count = sizeof handled / sizeof handled[0] };
  struct sigaction before[handled_count];
  int output_copy = fcntl(terminal, F_DUPFD_CLOEXEC, 0);
  int input_copy = fcntl(input, F_DUPFD_CLOEXEC, 0);
  output_file = output_copy < 0 ? NULL : fdopen(output_copy, "w");
  input_file = input_copy < 0 ? NULL : fdopen(input_copy, "r");
  if (output_file == NULL || input_file == NULL) {
    int code = errno;
    if (output_copy >= 0 && output_file == NULL)
      close(output_copy);
    if (input_copy >= 0 && input_file == NULL)
      close(input_copy);
    close_files();
    errno = code;
    return NULL;
  }
  for (int index = 0; index < handled_count; index++)
    sigaction(handled[index], NULL, &before[index]);
  use_tioctl(TRUE);
  SCREEN *made = newterm(name, output_file, input_file);
  for (int index = 0; index < handled_count; index++)
    sigaction(handled[index], &before[index], NULL);
  if (made == NULL) {
    int code = errno;
    close_files();
    errno = code != 0 ? code : ENOMEM;
  }
  return made;
}

enum curses_result curses_open(int input, int output, const char *name, bool uses_color) {
  terminal = output;
  uses_mouse = false;
  if (!terminfo_is_known(name, terminal, restoring))
    return CURSES_UNKNOWN_TERMINAL;
  if (!wait_for_foreground()) {
    errno = EINTR;
    return CURSES_FAILED;
  }
  guard_install();
  bool is_remembered = remember() == CURSES_DONE;
  screen = is_remembered ? new_screen(input, name) : NULL;
  if (screen == NULL) {
    int code = errno;
    if (is_remembered)
      leave_as_found();
    guard_remove();
    errno = code;
    return CURSES_FAILED;
  }
  raw();
  noecho();
  nonl();
  // Input is not curses' here: it must neither look for it nor wait.
  typeahead(-1);
  keypad(stdscr, TRUE);
  // Without the terminal's own background there is no colour at all: black on what is not black is worse.
  has_palette = false;
  if (uses_color && has_colors())
    has_palette = start_color() == OK && use_default_colors() == OK;
  refresh();
  ask_for_reports();
  return CURSES_DONE;
}

void curses_close(void) {
  give_back();
  delscreen(screen);
  screen = NULL;
  close_files();
  guard_remove();
}

bool curses_suspend(void) {
  struct sigaction action;
  // By a shell without job control, which could not continue us.
  if (sigaction(SIGTSTP, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
    return true;
  give_back();
  stop(SIGTSTP);
  return curses_resume();
}

bool curses_resume(void) {
  if (!wait_for_foreground())
    return false;
  // Not where we never gave it back: what it is now may be our own settings.
  if (!is_taken && remember() != CURSES_DONE)
    return false;
  reset_prog_mode();
  clearok(curscr, TRUE);
  doupdate();
  ask_for_reports();
  return true;
}

void curses_use_mouse(bool wanted) {
  uses_mouse = wanted;
  if (is_taken)
    write_string(wanted ? MOUSE_ON : MOUSE_OFF);
}

void curses_write(const uint8_t *bytes, size_t count) {
  if (is_taken)
    write_all(bytes, count);
}

struct curses_size curses_terminal_size(void) {
  struct winsize size = {0};
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0)
    return (struct curses_size){0};
  return (struct curses_size){.columns = size.ws_col, .rows = size.ws_row};
}

int curses_color_count(void) {
  return has_palette ? COLORS : 0;
}

void curses_show(int row, int column) {
  // curses would take the terminal by itself.
  if (!is_taken)
    return;
  curs_set(row < 0 ? 0 : 1);
  if (row >= 0)
    wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  doupdate();
}
