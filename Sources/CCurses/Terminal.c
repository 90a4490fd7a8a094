#define _GNU_SOURCE
#include "CCurses.h"
#include "Ending.h"
#include "Guard.h"
#include "Job.h"
#include "Library.h"
#include "Terminfo.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int terminal;
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
  guard_begin_writing();
  write_string(MOUSE_OFF);
  write_string(REPORTS_OFF);
  endwin();
  // As the guard does it: what comes next must not begin within our picture's last row.
  if (!terminfo_has_alternate_screen())
    write_string("\r\n");
  leave_as_found();
  guard_end_writing();
}

enum curses_result curses_open(int input, int output, const char *name, bool uses_color) {
  terminal = output;
  uses_mouse = false;
  ending_expect(0);
  if (!terminfo_is_known(name, terminal, restoring))
    return CURSES_UNKNOWN_TERMINAL;
  if (!job_wait_for_foreground(terminal)) {
    errno = EINTR;
    return CURSES_FAILED;
  }
  guard_install();
  bool is_remembered = remember() == CURSES_DONE;
  guard_begin_writing();
  if (!is_remembered || !library_open(input, terminal, name)) {
    int code = errno;
    if (is_remembered)
      leave_as_found();
    guard_end_writing();
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
  guard_end_writing();
  return CURSES_DONE;
}

void curses_close(void) {
  give_back();
  library_close();
  guard_remove();
}

bool curses_suspend(void) {
  struct sigaction action;
  // By a shell without job control, which could not continue us.
  if (sigaction(SIGTSTP, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
    return true;
  give_back();
  job_stop(SIGTSTP);
  return curses_resume();
}

bool curses_resume(void) {
  if (!job_wait_for_foreground(terminal))
    return false;
  // Not where we never gave it back: what it is now may be our own settings.
  if (!is_taken && remember() != CURSES_DONE)
    return false;
  guard_begin_writing();
  reset_prog_mode();
  clearok(curscr, TRUE);
  doupdate();
  ask_for_reports();
  guard_end_writing();
  return true;
}

void curses_use_mouse(bool wanted) {
  uses_mouse = wanted;
  if (!is_taken)
    return;
  guard_begin_writing();
  write_string(wanted ? MOUSE_ON : MOUSE_OFF);
  guard_end_writing();
}

void curses_write(const uint8_t *bytes, size_t count) {
  if (!is_taken)
    return;
  guard_begin_writing();
  write_all(bytes, count);
  guard_end_writing();
}

void curses_expect_end(int signal) {
  ending_expect(signal);
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
  guard_begin_writing();
  curs_set(row < 0 ? 0 : 1);
  if (row >= 0)
    wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  doupdate();
  guard_end_writing();
}
