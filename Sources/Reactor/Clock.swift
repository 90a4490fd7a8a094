import Glibc

/// The two clocks, in whole milliseconds.
package enum Clock {
  /// Milliseconds since some moment before this process, never going back: for deadlines (CLOCK_MONOTONIC,
  /// clock_gettime(2)). It stands still while the machine sleeps.
  package static var monotonicMilliseconds: Int64 { read(CLOCK_MONOTONIC) }

  /// Milliseconds since 1970 in UTC: for people and the journal. Whoever keeps the machine's time may set it
  /// back.
  package static var wallMilliseconds: Int64 { read(CLOCK_REALTIME) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    let result = unsafe clock_gettime(clock, &time)
    precondition(result == 0, "every Linux has this clock")
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
