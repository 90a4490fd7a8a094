#define _GNU_SOURCE
#include "CLinux.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static bool is_ipv4(struct linux_address address) {
  return address.high == 0 && address.low >> 32 == 0xffff;
}

static socklen_t fill(struct sockaddr_storage *storage, struct linux_address address) {
  memset(storage, 0, sizeof *storage);
  if (is_ipv4(address)) {
    struct sockaddr_in *v4 = (struct sockaddr_in *)storage;
    v4->sin_family = AF_INET;
    v4->sin_port = htons(address.port);
    v4->sin_addr.s_addr = htonl((uint32_t)address.low);
    return sizeof *v4;
  }
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)storage;
  const uint64_t halves[2] = {htobe64(address.high), htobe64(address.low)};
  v6->sin6_family = AF_INET6;
  v6->sin6_port = htons(address.port);
  v6->sin6_scope_id = address.scope;
  memcpy(&v6->sin6_addr, halves, sizeof halves);
  return sizeof *v6;
}

struct linux_answer linux_address_of(const struct sockaddr *address) {
  struct linux_answer answer = {.result = 0};
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
    answer.address.low = UINT64_C(0xffff) << 32 | ntohl(v4->sin_addr.s_addr);
    answer.address.port = ntohs(v4->sin_port);
  } else if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;
    uint64_t halves[2];
    memcpy(halves, &v6->sin6_addr, sizeof halves);
    answer.address.high = be64toh(halves[0]);
    answer.address.low = be64toh(halves[1]);
    answer.address.scope = v6->sin6_scope_id;
    answer.address.port = ntohs(v6->sin6_port);
  } else {
    errno = EAFNOSUPPORT;
    answer.result = -1;
  }
  return answer;
}

int linux_tcp_socket(struct linux_address address) {
  int family = is_ipv4(address) ? AF_INET : AF_INET6;
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
}

int linux_bind(int fd, struct linux_address address) {
  struct sockaddr_storage storage;
  socklen_t length = fill(&storage, address);
  return bind(fd, (struct sockaddr *)&storage, length);
}

int linux_connect(int fd, struct linux_address address) {
  struct sockaddr_storage storage;
  socklen_t length = fill(&storage, address);
  return connect(fd, (struct sockaddr *)&storage, length);
}

struct linux_answer linux_accept(int fd) {
  struct sockaddr_storage storage = {.ss_family = AF_UNSPEC};
  socklen_t length = sizeof storage;
  int accepted = accept4(fd, (struct sockaddr *)&storage, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (accepted < 0)
    return (struct linux_answer){.result = -1};
  struct linux_answer answer = linux_address_of((struct sockaddr *)&storage);
  if (answer.result < 0) {
    close(accepted);
    errno = EAFNOSUPPORT;
  } else {
    answer.result = accepted;
  }
  return answer;
}

static struct linux_answer name_of(int fd, int (*call)(int, struct sockaddr *, socklen_t *)) {
  struct sockaddr_storage storage = {.ss_family = AF_UNSPEC};
  socklen_t length = sizeof storage;
  if (call(fd, (struct sockaddr *)&storage, &length) < 0)
    return (struct linux_answer){.result = -1};
  return linux_address_of((struct sockaddr *)&storage);
}

static int local_name(int fd, struct sockaddr *address, socklen_t *length) {
  return getsockname(fd, address, length);
}

static int peer_name(int fd, struct sockaddr *address, socklen_t *length) {
  return getpeername(fd, address, length);
}

struct linux_answer linux_local_address(int fd) { return name_of(fd, local_name); }

struct linux_answer linux_peer_address(int fd) { return name_of(fd, peer_name); }

int linux_set_option(int fd, int level, int name, int value) {
  return setsockopt(fd, level, name, &value, sizeof value);
}

int linux_option(int fd, int level, int name, int *value) {
  socklen_t length = sizeof *value;
  return getsockopt(fd, level, name, value, &length);
}

int linux_epoll_control(int epoll, int operation, int fd, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(epoll, operation, fd, &event);
}

int linux_event_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int linux_event_add(int fd) { return eventfd_write(fd, 1); }

int linux_timer_descriptor(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); }

int linux_timer_set(int fd, int64_t nanoseconds) {
  const struct itimerspec moment = {
      .it_value = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000}};
  return timerfd_settime(fd, TFD_TIMER_ABSTIME, &moment, NULL);
}

int linux_signal_descriptor(const sigset_t *signals) {
  return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

struct linux_terminal_size linux_terminal_size_of(int fd) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) == -1) return (struct linux_terminal_size){0, 0};
  return (struct linux_terminal_size){.columns = size.ws_col, .rows = size.ws_row};
}

int linux_open_null(void) { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

int64_t linux_discard(int fd, int64_t limit) {
  char waste[16384];
  return recv(fd, waste, limit < (int64_t)sizeof waste ? (size_t)limit : sizeof waste, MSG_DONTWAIT);
}

int linux_name_this_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

// The mask is as large as the kernel was built for, which only a failing call tells, hence the doubling.
int linux_available_processors(void) {
  for (int processors = CPU_SETSIZE; processors <= 1 << 20; processors *= 2) {
    cpu_set_t *set = CPU_ALLOC(processors);
    if (set == NULL)
      return -1;
    size_t size = CPU_ALLOC_SIZE(processors);
    int result = sched_getaffinity(0, size, set);
    int code = errno;
    int count = result == 0 ? CPU_COUNT_S(size, set) : -1;
    CPU_FREE(set);
    errno = code;
    if (result == 0 || code != EINVAL)
      return count;
  }
  return -1;
}

void linux_give_back_memory(void) { malloc_trim(0); }

const char *linux_error_words(int code) { return strerrordesc_np(code); }

const char *linux_error_symbol(int code) { return strerrorname_np(code); }

#if __has_feature(thread_sanitizer)
void __tsan_acquire(void *address);
void __tsan_release(void *address);

void linux_lock_taken(void *lock) { __tsan_acquire(lock); }

void linux_lock_given_back(void *lock) { __tsan_release(lock); }
#else
void linux_lock_taken(void *lock) { (void)lock; }

void linux_lock_given_back(void *lock) { (void)lock; }
#endif

#if __has_feature(address_sanitizer)
// What a program that ends by exit(3) still has is no leak; and what a crash leaves of a terminal is the
// program's own to mend, on a stack of its own.
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0:handle_segv=0:use_sigaltstack=0"; }
#endif
