// What Linux lets a process give up: Landlock, seccomp and no_new_privs, for the module Sandbox alone.
//
// A call that fails answers -1 and leaves errno. ENOSYS and EOPNOTSUPP mean that this kernel does not have
// it, or not switched on.

#pragma once

#include <stdbool.h>

#pragma clang assume_nonnull begin

/// errno, after a call that failed.
int sandbox_error(void);

/// Whether the program was built with a sanitizer, whose own work no sandbox knows.
bool sandbox_has_sanitizer(void);

/// Nothing that the process executes gets more privileges than it has (PR_SET_NO_NEW_PRIVS, prctl(2)).
int sandbox_no_new_privileges(void);

/// No core dumps, neither to files nor to a program that core_pattern names (core(5)).
int sandbox_no_core(void);

/// Reads what the C library else reads when it first needs it: the time zone.
void sandbox_prepare(void);

/// What a Landlock rule lets be done beneath a folder.
typedef enum __attribute__((enum_extensibility(closed))) SandboxAccess {
    /// Read it, or what is in it.
    SandboxAccessRead,
    /// Also make, write, truncate and remove regular files in it.
    SandboxAccessWrite,
} SandboxAccess;

/// The descriptor of a Landlock ruleset (landlock_create_ruleset(2)) that lets no file be touched, no TCP
/// connection be made, unless the process `connects`, and nobody outside be sent a signal, as far as this
/// kernel knows how.
int sandbox_files_begin(bool connects);

/// Adds a rule: for a file that is there, or a folder with everything beneath it.
int sandbox_files_allow(int ruleset, const char *path, SandboxAccess access);

/// Adds a rule: files of /proc can be read, of other processes those alone that are for everybody. The memory
/// of a process that is not as confined stays closed to one that is (landlock(7), "Ptrace restrictions").
int sandbox_files_allow_proc(int ruleset);

/// Lets the ruleset hold for the calling thread and all that it starts from now on, for good, and closes it.
int sandbox_files_end(int ruleset);

/// Lets all threads of the process make no system calls but those that serving needs, for good; where it
/// `connects` to others, also sockets of the Internet's. Call it when everything is open and listens.
int sandbox_calls(bool connects);

#pragma clang assume_nonnull end
