#ifndef CFAULTFILESYSTEM_H
#define CFAULTFILESYSTEM_H

/// SQLite's file system of the tests: the system's own, but it fails on demand, a file at a time.

enum {
  FAULT_WRITE = 1,
  FAULT_SYNC = 2,
  FAULT_READ = 4,
};

/// Makes it SQLite's default. From then on every file that SQLite opens can be given faults. May be called
/// often, from any thread.
void fault_install(void);

/// Lets operations on files whose paths begin with `prefix` fail: after `skip` that succeed, all of them
/// answer `code` (as SQLITE_IOERR_FSYNC), until `fault_clear`. One fault a prefix, 64 at once; answers 0
/// where there is no room.
int fault_set(const char *prefix, int operations, int skip, int code);

/// Ends the fault of that prefix.
void fault_clear(const char *prefix);

#endif
