#pragma once

// The system calls that Swift's Glibc does not export, for `Reactor` alone. No `_GNU_SOURCE` here: in a
// module's header it breaks Swift's debug build, so it stands in CLinux.c, and what needs it stands behind a
// function. Structures go by value, so that Swift needs no pointer. Every call that fails answers -1 and
// leaves errno.

#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

// An IP address and a TCP port in host byte order. An IPv4 address stands as its mapped form ::ffff:a.b.c.d
// (RFC 4291, 2.5.5.2), so that an address has one representation, whatever socket it came from.
struct linux_address {
  uint64_t high;
  uint64_t low;
  uint32_t scope;
  uint16_t port;
};

// What a call answered (a descriptor, 0 or -1) and the address that it filled in; the address is zero after a
// failure.
struct linux_answer {
  int result;
  struct linux_address address;
};

// A non-blocking, close-on-exec TCP socket of the address's family.
int linux_tcp_socket(struct linux_address address);
int linux_bind(int fd, struct linux_address address);
int linux_connect(int fd, struct linux_address address);

// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC, and the peer's address.
struct linux_answer linux_accept(int fd);
struct linux_answer linux_local_address(int fd);
struct linux_answer linux_peer_address(int fd);

// The address inside a sockaddr of any family; EAFNOSUPPORT for anything but IPv4 and IPv6.
struct linux_answer linux_address_of(const struct sockaddr *address);

int linux_set_option(int fd, int level, int name, int value);
int linux_option(int fd, int level, int name, int *value);

// epoll_ctl(2) with one of EPOLL_CTL_ADD, _MOD, _DEL.
int linux_epoll_control(int epoll, int operation, int fd, uint32_t events, uint64_t token);

// malloc_trim(3).
void linux_give_back_memory(void);

// eventfd(2), non-blocking and close-on-exec, and adding one to it.
int linux_event_descriptor(void);
int linux_event_add(int fd);

// timerfd(2) of CLOCK_MONOTONIC, non-blocking and close-on-exec, and setting the moment at which it expires.
int linux_timer_descriptor(void);
int linux_timer_set(int fd, int64_t nanoseconds);

// signalfd(2), non-blocking and close-on-exec.
int linux_signal_descriptor(const sigset_t *signals);

// How large a terminal is, in letters; zeros where it does not say, or the descriptor is none.
struct linux_terminal_size {
  int columns;
  int rows;
};
struct linux_terminal_size linux_terminal_size_of(int fd);

// A descriptor of /dev/null, close-on-exec.
int linux_open_null(void);

// Throws away up to `limit` bytes that wait to be read, at most 16 KiB a call; never blocks; 0 at the end
// of the stream.
int64_t linux_discard(int fd, int64_t limit);

// The name shown by ps and the debugger; the kernel keeps 15 bytes.
int linux_name_this_thread(const char *name);

// Tell ThreadSanitizer, which does not see into Swift's own Mutex, that a lock was taken or is about to be
// given back. They do nothing in a program without it.
void linux_lock_taken(void *lock);
void linux_lock_given_back(void *lock);

// How many processors the affinity mask leaves to this process.
int linux_available_processors(void);

// Untranslated words and the symbol of an errno; both NULL for a number that glibc does not know.
const char *linux_error_words(int code);
const char *linux_error_symbol(int code);
