#pragma once

// The part of ncursesw that `Terminal` uses: its macros and globals as functions, and the signal handlers
// that give the terminal back when the program crashes. All of it belongs to the one thread that draws,
// except `curses_width`. curses.h stays out of here, since its macros have names such as `clear` and `move`.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Lets the library tell how wide characters are: the locale of the environment, or C.UTF-8 where that knows
/// only ASCII. To be called once, before anything else here; false where the system has no such locale.
bool curses_set_locale(void);

/// How many columns a scalar takes: 0, 1 or 2; -1 for a control character or what this system does not know
/// (wcwidth(3)), which is also what ncurses goes by.
int curses_width(uint32_t scalar);

enum curses_result {
  CURSES_DONE,
  /// The terminal is not known to terminfo, or cannot place its cursor.
  CURSES_UNKNOWN_TERMINAL,
  /// A call of the system failed; its errno is left.
  CURSES_FAILED,
};

struct curses_size {
  int columns;
  int rows;
};

/// Takes the terminal of that name: its settings are kept, then it is raw, on its alternate screen, and
/// reports pastes and focus. Stops first, as any job would, if it is not in the foreground. To be called once
/// until `curses_close`; the two descriptors must be the same terminal and outlive it.
enum curses_result curses_open(int input, int output, const char *name, bool uses_color);

/// Gives the terminal back as it was found. Nothing but `curses_open` may follow.
void curses_close(void);

/// Gives the terminal back, stops the process group, and takes the terminal again when it goes on in the
/// foreground. False: it could not, since a signal to end is pending; the terminal stays given back. Where
/// SIGTSTP is ignored it does nothing.
bool curses_suspend(void);

/// Takes the terminal again after the process was stopped by somebody else. As `curses_suspend` otherwise.
bool curses_resume(void);

/// A signal to end was read: from now on a terminal that takes nothing does not keep the process from ending
/// by it. Signals that are blocked and wait to be read need no such word.
void curses_expect_end(int signal);

/// Asks for reports of the mouse, or for none.
void curses_use_mouse(bool uses_mouse);

/// Writes to the terminal, past the picture: nothing that moves the cursor or changes the screen. Nothing
/// while the terminal is given back.
void curses_write(const uint8_t *bytes, size_t count);

/// What the terminal says of its size; zeros where it says nothing.
struct curses_size curses_terminal_size(void);

/// Makes the picture that large; neither number may be below 1. False where memory did not suffice.
bool curses_resize(struct curses_size size);

/// How many colours the terminal has, 0 without any.
int curses_color_count(void);

/// Makes a pair, from 1 on, of that colour on that ground, -1 for the terminal's own; false where it has no
/// more.
bool curses_make_pair(short pair, int color, int ground);

enum {
  CURSES_BOLD = 1,
  CURSES_DIM = 2,
  CURSES_REVERSE = 4,
  CURSES_UNDERLINE = 8,
};

/// Scalars of one place: the first has a width, those behind it have none; 0 ends them.
struct curses_glyph {
  uint32_t scalars[5];
};

/// Makes a row of the picture blank.
void curses_clear_row(int row);

/// Puts a glyph into the picture, where it must have room; `pair` 0 is the terminal's own colour.
void curses_put(int row, int column, struct curses_glyph glyph, unsigned traits, short pair);

/// Has the next `curses_show` write everything anew.
void curses_redraw(void);

/// Brings the terminal to the picture, with the cursor there, or hidden where `row` is negative.
void curses_show(int row, int column);

/// What the terminal sends for the key with that terminfo name (terminfo(5)); NULL for none. The name must be
/// one of a string there.
const char *curses_key_sequence(const char *name);
