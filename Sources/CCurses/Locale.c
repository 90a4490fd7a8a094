#define _GNU_SOURCE
#include "CCurses.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

bool curses_set_locale(void) {
  if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
    return true;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

int curses_width(uint32_t scalar) {
  return wcwidth((wchar_t)scalar);
}
