#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include "CCurses.h"

#include <curses.h>
#include <wchar.h>

bool curses_resize(struct curses_size size) {
  return resizeterm(size.rows, size.columns) == OK;
}

bool curses_make_pair(short pair, int color, int ground) {
  return pair < COLOR_PAIRS && init_extended_pair(pair, color, ground) == OK;
}

void curses_clear_row(int row) {
  wmove(stdscr, row, 0);
  wclrtoeol(stdscr);
}

void curses_put(int row, int column, struct curses_glyph glyph, unsigned traits, short pair) {
  wchar_t scalars[CCHARW_MAX + 1] = {0};
  for (int index = 0; index < CCHARW_MAX; index++)
    scalars[index] = (wchar_t)glyph.scalars[index];
  attr_t attributes = A_NORMAL;
  if (traits & CURSES_BOLD)
    attributes |= A_BOLD;
  if (traits & CURSES_DIM)
    attributes |= A_DIM;
  if (traits & CURSES_REVERSE)
    attributes |= A_REVERSE;
  if (traits & CURSES_UNDERLINE)
    attributes |= A_UNDERLINE;
  cchar_t cell;
  // It answers ERR in the last place of the screen, having put the glyph there all the same: there is no
  // place to move on to.
  if (setcchar(&cell, scalars, attributes, pair, NULL) == OK)
    mvwadd_wch(stdscr, row, column, &cell);
}

void curses_redraw(void) {
  clearok(curscr, TRUE);
}
