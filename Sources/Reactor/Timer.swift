import CLinux

/// One moment to be woken at, more precise than a poller's milliseconds (timerfd_create(2)). Its owner
/// registers `descriptor` with its poller, `[.readable, .edgeTriggered]`, and never reads it.
package struct Timer: ~Copyable, Sendable {
  private let timer: FileDescriptor

  /// A timer that is not set. Throws where there is no descriptor left.
  package init() throws(SystemError) {
    timer = FileDescriptor(takingOwnership: try SystemCall.run("timerfd_create") { linux_timer_descriptor() })
  }

  /// The descriptor to register; valid for as long as this owner lives.
  package var descriptor: Int32 { timer.raw }

  /// Lets it expire at this moment of `Clock.monotonicNanoseconds`, at once where that is past, and at no
  /// other. Each setting that expires is an event of its own.
  package func set(toNanoseconds moment: Int64) throws(SystemError) {
    precondition(moment > 0, "no moment")
    let raw = timer.raw
    try SystemCall.run("timerfd_settime") { linux_timer_set(raw, moment) }
  }
}
