// The Reactor: file descriptors, sockets, readiness and threads, and nothing that knows of TLS or chat. Each
// thread that waits owns one `Poller` and whatever is registered with it, and nobody else touches either.
// Threads meet in an `Inbox` alone, whose descriptor stands in the poller of the thread that drains it.
// The unsafe pointers that system calls ask for stay inside: everything offered upwards is safe.

import CLinux
import Glibc

/// Tells which descriptors are ready: one epoll instance (epoll(7)), owned by the thread that waits on it.
///
/// Level-triggered unless asked: what is not read or written to the end is reported again. So register
/// `writable` only while something waits to be written, or `wait` never waits. A token is the caller's own 64
/// bits; descriptor numbers come back quickly, so put a generation beside the number, and an event that is
/// late will not fit.
@safe
package struct Poller: ~Copyable {
  private let descriptor: FileDescriptor
  private var events: [epoll_event]
  private var count = 0

  /// A poller that reports at most `capacity` events a round; those beyond it come in the next, no descriptor
  /// starves.
  package init(capacity: Int = 256) throws(SystemError) {
    precondition(capacity > 0, "a poller without room for an event")
    let raw = try SystemCall.run("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) }
    descriptor = FileDescriptor(takingOwnership: raw)
    unsafe events = unsafe Array(repeating: epoll_event(), count: capacity)
  }

  /// Begins to watch the descriptor, which must outlive its registration or be closed with it. What is
  /// already ready is reported, edge-triggered or not. Throws EEXIST where it is registered already, ENOSPC
  /// at the limit of /proc/sys/fs/epoll/max_user_watches.
  package func add(_ fileDescriptor: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_ADD, fileDescriptor, interest, token)
  }

  /// Changes what is watched for, or the token. Throws ENOENT where the descriptor is not registered.
  package func modify(_ fileDescriptor: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_MOD, fileDescriptor, interest, token)
  }

  /// Ceases to watch the descriptor, to be called before it is closed; one that is not registered is no
  /// mistake. Events of the present round stay where they are.
  package func remove(_ fileDescriptor: Int32) {
    _ = linux_epoll_control(descriptor.raw, EPOLL_CTL_DEL, fileDescriptor, 0, 0)
  }

  /// Waits until something is ready or `timeoutMilliseconds` have passed (-1: for ever, 0: not at all), and
  /// says how many events there are for `event(at:)`; 0 after the time, or where a signal came in between.
  package mutating func wait(timeoutMilliseconds: Int32) throws(SystemError) -> Int {
    let raw = descriptor.raw
    let found = unsafe events.withUnsafeMutableBufferPointer { buffer in
      unsafe epoll_wait(raw, buffer.baseAddress, Int32(buffer.count), timeoutMilliseconds)
    }
    let code = errno
    count = max(0, Int(found))
    // Not retried, unlike all other calls: the time to wait would begin anew.
    if found < 0 && code != EINTR { throw SystemError(call: "epoll_wait", code: code) }
    return count
  }

  /// One of the events that the last `wait` found.
  package func event(at index: Int) -> Event {
    precondition(index < count, "no such event")
    return unsafe Event(token: events[index].data.u64, bits: events[index].events)
  }

  private func control(
    _ operation: Int32, _ fileDescriptor: Int32, _ interest: Interest, _ token: UInt64
  ) throws(SystemError) {
    let raw = descriptor.raw
    try SystemCall.run("epoll_ctl") {
      linux_epoll_control(raw, operation, fileDescriptor, interest.rawValue, token)
    }
  }
}
