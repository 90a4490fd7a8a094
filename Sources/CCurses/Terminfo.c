#define _GNU_SOURCE
#include "Terminfo.h"

#include "CCurses.h"

#include <curses.h>
// It makes macros of names such as `columns` and `lines`, so what needs it stands in a file of its own.
#include <term.h>

#include <string.h>

const char *curses_key_sequence(const char *name) {
  const char *sequence = tigetstr(name);
  // (char *)-1: no name of a string (curs_terminfo(3X)).
  return sequence == (const char *)-1 ? NULL : sequence;
}

bool terminfo_has_alternate_screen(void) {
  return curses_key_sequence("rmcup") != NULL;
}

static void append(char restoring[RESTORING_SIZE], const char *bytes) {
  strncat(restoring, bytes, RESTORING_SIZE - strlen(restoring) - 1);
}

// Appends a terminfo string without its pauses, `$<...>` (terminfo(5)), which only printing terminals need.
static void append_capability(char restoring[RESTORING_SIZE], const char *name) {
  const char *capability = curses_key_sequence(name);
  while (capability != NULL && *capability != '\0') {
    const char *pause_end = strncmp(capability, "$<", 2) == 0 ? strchr(capability, '>') : NULL;
    char one[] = {*capability, '\0'};
    if (pause_end == NULL)
      append(restoring, one);
    capability = pause_end == NULL ? capability + 1 : pause_end + 1;
  }
}

static void build(char restoring[RESTORING_SIZE]) {
  restoring[0] = '\0';
  append(restoring, MOUSE_OFF REPORTS_OFF);
  append_capability(restoring, "rmkx");
  append_capability(restoring, "rmacs");
  append_capability(restoring, "op");
  append_capability(restoring, "sgr0");
  append_capability(restoring, "cnorm");
  append_capability(restoring, "rmcup");
  // Where there is only one screen, what comes next must not begin within our picture's line.
  if (!terminfo_has_alternate_screen())
    append(restoring, "\r\n");
}

bool terminfo_is_known(const char *name, int terminal, char restoring[RESTORING_SIZE]) {
  int status = 0;
  // With the status asked for, it neither writes nor exits (curs_terminfo(3X)).
  if (setupterm(name, terminal, &status) != OK)
    return false;
  bool can_place_cursor = curses_key_sequence("cup") != NULL && tigetflag("hc") <= 0 && tigetflag("gn") <= 0;
  if (can_place_cursor)
    build(restoring);
  del_curterm(cur_term);
  return can_place_cursor;
}
