// Which files the process may still reach.
//
// The constants stand here, since a kernel may know more than the headers that the program is built with
// (landlock(7), linux/landlock.h).

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "CSandbox.h"

#define BIT(number) (UINT64_C(1) << (number))

enum {
    execute = 0,
    write_file = 1,
    read_file = 2,
    read_folder = 3,
    remove_file = 5,
    make_regular = 8,
    last_of_version_1 = 12,
    refer = 13,
    truncate_file = 14,
    device_control = 15,
};

// Version 4 has `network`, version 6 `scope`; an older kernel takes them where they are 0.
struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scope;
};

struct __attribute__((packed)) beneath {
    uint64_t allowed;
    int32_t descriptor;
};

enum { version_only = 1, path_beneath = 1, connect_tcp = 1, abstract_sockets = 0, signals = 1 };

// What the kernel knows how to forbid, set by `sandbox_files_begin`; a rule may name nothing else.
static uint64_t handled;

int sandbox_error(void) {
    return errno;
}

int sandbox_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// A limit of 0 keeps the kernel from writing a file, but not from handing the memory to a program. A limit of
// exactly 1 forbids both: too small for any file, and for programs the mark of a process that is not to be
// dumped (fs/coredump.c). PR_SET_DUMPABLE would forbid both as well, but would also close /proc/PID to the
// person whose process it is.
int sandbox_no_core(void) {
    const struct rlimit limit = {.rlim_cur = 1, .rlim_max = 1};
    return setrlimit(RLIMIT_CORE, &limit);
}

void sandbox_prepare(void) {
    tzset();
}

int sandbox_files_begin(bool connects) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, version_only);
    if (version < 0) return -1;
    handled = BIT(last_of_version_1 + 1) - 1;
    if (version >= 2) handled |= BIT(refer);
    if (version >= 3) handled |= BIT(truncate_file);
    if (version >= 5) handled |= BIT(device_control);
    const struct ruleset ruleset = {
        .files = handled,
        .network = version >= 4 && !connects ? BIT(connect_tcp) : 0,
        .scope = version >= 6 ? BIT(abstract_sockets) | BIT(signals) : 0,
    };
    return (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
}

int sandbox_files_allow(int ruleset, const char *path, SandboxAccess access) {
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    if (descriptor < 0) return -1;
    struct stat status;
    int result = fstat(descriptor, &status);
    if (result == 0) {
        uint64_t allowed = BIT(read_file);
        if (access == SandboxAccessWrite) allowed |= BIT(write_file) | BIT(truncate_file);
        // For a file that is no folder a right that only folders have is refused (EINVAL).
        if (S_ISDIR(status.st_mode)) {
            allowed |= BIT(read_folder);
            if (access == SandboxAccessWrite) allowed |= BIT(make_regular) | BIT(remove_file);
        }
        const struct beneath rule = {.allowed = allowed & handled, .descriptor = descriptor};
        result = (int)syscall(SYS_landlock_add_rule, ruleset, path_beneath, &rule, 0);
    }
    int error = errno;
    close(descriptor);
    errno = error;
    return result;
}

int sandbox_files_allow_proc(int ruleset) {
    int descriptor = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    const struct beneath rule = {.allowed = BIT(read_file), .descriptor = descriptor};
    int result = (int)syscall(SYS_landlock_add_rule, ruleset, path_beneath, &rule, 0);
    int error = errno;
    close(descriptor);
    errno = error;
    return result;
}

int sandbox_files_end(int ruleset) {
    int result = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
    int error = errno;
    close(ruleset);
    errno = error;
    return result;
}
