// Which system calls the process may still make.
//
// The list was found by running all that papod does under strace(1), and holds beside it what the C library
// does for the same purposes on other versions and machines. A call that is not in it fails with EPERM, so
// that a new version of a library costs a feature and not the chat. Calls that no server has an honest use
// for, and whoever took it over would want, end the process.

#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "CSandbox.h"

// Allowed whatever their arguments. None opens a socket, starts a process or changes who we are.
static const int allowed[] = {
    // Descriptors that are open.
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(pwrite64), SCMP_SYS(pwritev), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(dup), SCMP_SYS(fcntl),
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait), SCMP_SYS(eventfd2), SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime),
    // Connections.
    SCMP_SYS(accept4), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
    SCMP_SYS(shutdown), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(getsockname),
    SCMP_SYS(getpeername),
    // Files: which ones, Landlock says.
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(getdents64),
    SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fsync),
    SCMP_SYS(fdatasync), SCMP_SYS(flock), SCMP_SYS(fchmod), SCMP_SYS(fchown), SCMP_SYS(umask),
    // Memory.
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mlock), SCMP_SYS(munlock),
    // Threads and time. libdispatch sets the niceness of its own.
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
    SCMP_SYS(setpriority),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(restart_syscall), SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    // Signals: those that come, and the end by one's own hand.
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack), SCMP_SYS(tgkill), SCMP_SYS(signalfd4),
    // What is asked about oneself.
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(getrusage), SCMP_SYS(getrandom), SCMP_SYS(sysinfo), SCMP_SYS(uname),
};

// For a process that makes connections of its own, beside sockets: libnats waits with select, and the C
// library asks name servers with sendmmsg.
static const int connecting[] = {
    SCMP_SYS(connect), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(_newselect), SCMP_SYS(sendmmsg),
};

// The end of the process.
static const int deadly[] = {
    // Another program, another process.
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
    // Into other processes and into the kernel.
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl),
    // Another view of the system, another identity.
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare),
    SCMP_SYS(setns), SCMP_SYS(open_by_handle_at), SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setreuid),
    SCMP_SYS(setregid), SCMP_SYS(setresuid), SCMP_SYS(setresgid), SCMP_SYS(setgroups), SCMP_SYS(capset),
    SCMP_SYS(personality), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff),
};

bool sandbox_has_sanitizer(void) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return true;
#else
    return false;
#endif
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// A call that this machine's architecture does not have is left out by libseccomp itself.
static int add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count) {
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) result = seccomp_rule_add(filter, action, calls[i], 0);
    return result;
}

// Calls of which only some uses are allowed.
static int add_limited(scmp_filter_ctx filter) {
    int result = 0;
#define ALLOW(...) \
    if (result == 0) result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, __VA_ARGS__)
    // Threads, and no processes. The arguments of clone3 lie in memory, where a filter cannot see them; the C
    // library falls back to clone where there is no such call.
    ALLOW(SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    if (result == 0) result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // No memory that is written to becomes code.
    ALLOW(SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    ALLOW(SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // The names of threads and of memory.
    ALLOW(SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
    ALLOW(SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_VMA, 0));
    // Whether standard output is a terminal.
    ALLOW(SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, TCGETS, 0));
    // Limits are asked about and not set.
    ALLOW(SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0, 0));
#undef ALLOW
    return result;
}

// Of the Internet's alone; that their number waits is asked by who asks name servers.
static int add_connecting(scmp_filter_ctx filter) {
    int result = add(filter, SCMP_ACT_ALLOW, connecting, COUNT(connecting));
    static const int families[] = {AF_INET, AF_INET6};
    for (size_t i = 0; i < COUNT(families) && result == 0; i++)
        result = seccomp_rule_add(
            filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i]));
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, FIONREAD));
    return result;
}

int sandbox_calls(bool connects) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) {
        errno = ENOMEM;
        return -1;
    }
    // For all threads, and as a binary tree: the list is long, and each call of the server passes it.
    int result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (result == 0) result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (result == 0) result = add(filter, SCMP_ACT_ALLOW, allowed, COUNT(allowed));
    if (result == 0) result = add_limited(filter);
    if (result == 0 && connects) result = add_connecting(filter);
    if (result == 0) result = add(filter, SCMP_ACT_KILL_PROCESS, deadly, COUNT(deadly));
    if (result == 0) result = seccomp_load(filter);
    seccomp_release(filter);
    if (result == 0) return 0;
    errno = -result;
    return -1;
}
