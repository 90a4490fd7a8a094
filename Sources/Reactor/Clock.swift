import Glibc

/// The clocks.
package enum Clock {
  /// Milliseconds since some moment before this process, never going back: for deadlines (CLOCK_MONOTONIC,
  /// clock_gettime(2)). It stands still while the machine sleeps.
  package static var monotonicMilliseconds: Int64 { read(CLOCK_MONOTONIC) }

  /// Milliseconds since 1970 in UTC: for people and the journal. Whoever keeps the machine's time may set it
  /// back.
  package static var wallMilliseconds: Int64 { read(CLOCK_REALTIME) }

  /// The time of `monotonicMilliseconds` in nanoseconds: for measuring.
  package static var monotonicNanoseconds: Int64 { readNanoseconds(CLOCK_MONOTONIC) }

  /// Processor time that this process has used, in user and in system mode, all its threads together
  /// (CLOCK_PROCESS_CPUTIME_ID).
  package static var processorNanoseconds: Int64 { readNanoseconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int64 { readNanoseconds(clock) / 1_000_000 }

  private static func readNanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    let result = unsafe clock_gettime(clock, &time)
    precondition(result == 0, "every Linux has this clock")
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
