#include "CFaultFileSystem.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

enum { MAXIMUM_FAULTS = 64, MAXIMUM_PATH = 512 };

struct fault {
  char prefix[MAXIMUM_PATH];
  int operations;
  int skip;
  int code;
};

/// A file of ours; the system's own stands right behind it in memory, where `sqlite3_vfs.szOsFile` made room.
struct fault_file {
  sqlite3_file base;
  sqlite3_file *real;
  const char *path;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct fault faults[MAXIMUM_FAULTS];
static sqlite3_vfs file_system;
static sqlite3_vfs *real_system;

static sqlite3_file *real(sqlite3_file *file) { return ((struct fault_file *)file)->real; }

static int fault_code(sqlite3_file *file, int operation) {
  const char *path = ((struct fault_file *)file)->path;
  if (path == NULL)
    return SQLITE_OK;
  int code = SQLITE_OK;
  pthread_mutex_lock(&lock);
  for (int index = 0; index < MAXIMUM_FAULTS; index++) {
    struct fault *fault = &faults[index];
    if (!(fault->operations & operation) || strncmp(path, fault->prefix, strlen(fault->prefix)) != 0)
      continue;
    if (fault->skip > 0)
      fault->skip--;
    else
      code = fault->code;
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int fault_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int fault_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  int code = fault_code(file, FAULT_READ);
  return code != SQLITE_OK ? code : real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int fault_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  int code = fault_code(file, FAULT_WRITE);
  return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size) {
  return real(file)->pMethods->xTruncate(real(file), size);
}

static int fault_sync(sqlite3_file *file, int flags) {
  int code = fault_code(file, FAULT_SYNC);
  return code != SQLITE_OK ? code : real(file)->pMethods->xSync(real(file), flags);
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}

static int fault_lock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}

static int fault_unlock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}

static int fault_reserved(sqlite3_file *file, int *answer) {
  return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}

static int fault_control(sqlite3_file *file, int operation, void *argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int fault_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int fault_characteristics(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int fault_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

static int fault_shared_lock(sqlite3_file *file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void fault_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int fault_unmap(sqlite3_file *file, int delete) {
  return real(file)->pMethods->xShmUnmap(real(file), delete);
}

// Version 2: with shared memory, without pages that are mapped.
static const sqlite3_io_methods methods = {
    2, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size,
    fault_lock, fault_unlock, fault_reserved, fault_control, fault_sector, fault_characteristics,
    fault_map, fault_shared_lock, fault_barrier, fault_unmap, NULL, NULL,
};

static int fault_open(sqlite3_vfs *system, const char *path, sqlite3_file *file, int flags, int *out) {
  (void)system;
  struct fault_file *ours = (struct fault_file *)file;
  ours->real = (sqlite3_file *)(ours + 1);
  ours->path = path;
  int code = real_system->xOpen(real_system, path, ours->real, flags, out);
  // SQLite closes what has methods.
  ours->base.pMethods = ours->real->pMethods ? &methods : NULL;
  return code;
}

static void install(void) {
  real_system = sqlite3_vfs_find(NULL);
  file_system = *real_system;
  file_system.zName = "fault";
  file_system.szOsFile = (int)sizeof(struct fault_file) + real_system->szOsFile;
  file_system.xOpen = fault_open;
  sqlite3_vfs_register(&file_system, 1);
}

void fault_install(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
}

int fault_set(const char *prefix, int operations, int skip, int code) {
  int isSet = 0;
  if (strlen(prefix) >= MAXIMUM_PATH)
    return 0;
  pthread_mutex_lock(&lock);
  for (int index = 0; index < MAXIMUM_FAULTS && !isSet; index++) {
    struct fault *fault = &faults[index];
    if (fault->operations != 0)
      continue;
    strcpy(fault->prefix, prefix);
    fault->operations = operations;
    fault->skip = skip;
    fault->code = code;
    isSet = 1;
  }
  pthread_mutex_unlock(&lock);
  return isSet;
}

void fault_clear(const char *prefix) {
  pthread_mutex_lock(&lock);
  for (int index = 0; index < MAXIMUM_FAULTS; index++) {
    if (faults[index].operations != 0 && strcmp(faults[index].prefix, prefix) == 0)
      faults[index].operations = 0;
  }
  pthread_mutex_unlock(&lock);
}
