#define _GNU_SOURCE
#include "Library.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static FILE *output_file;
static FILE *input_file;
static SCREEN *screen;

static FILE *open_copy(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
  if (copy >= 0 && file == NULL) {
    int code = errno;
    close(copy);
    errno = code;
  }
  return file;
}

static void make_screen(const char *name) {
  static const int handled[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
  enum { handled_count = sizeof handled / sizeof handled[0] };
  struct sigaction before[handled_count];
  for (int index = 0; index < handled_count; index++)
    sigaction(handled[index], NULL, &before[index]);
  use_tioctl(TRUE);
  screen = newterm(name, output_file, input_file);
  for (int index = 0; index < handled_count; index++)
    sigaction(handled[index], &before[index], NULL);
}

bool library_open(int input, int output, const char *name) {
  errno = 0;
  output_file = open_copy(output, "w");
  input_file = output_file == NULL ? NULL : open_copy(input, "r");
  if (input_file != NULL)
    make_screen(name);
  if (screen != NULL)
    return true;
  int code = errno;
  library_close();
  // newterm does not always tell why.
  errno = code != 0 ? code : ENOMEM;
  return false;
}

void library_close(void) {
  if (screen != NULL)
    delscreen(screen);
  if (output_file != NULL)
    fclose(output_file);
  if (input_file != NULL)
    fclose(input_file);
  screen = NULL;
  output_file = NULL;
  input_file = NULL;
}
