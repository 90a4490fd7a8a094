import Glibc
import Reactor

/// Time for what can only be asked again and again.
package enum TestClock {
  /// The pause between two looks at something that tells of no change by itself: a wait is ended by what was
  /// waited for, or by its deadline, never by this.
  package static func tick() {
    usleep(5_000)
  }

  /// How many milliseconds a processor works for `body` on this thread, whatever else it has to do meanwhile.
  package static func processorMilliseconds(of body: () throws -> Void) rethrows -> Int64 {
    let start = processorMilliseconds
    try body()
    return processorMilliseconds - start
  }

  private static var processorMilliseconds: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Asks again and again until `condition` holds; fails after `TestClient.patience`.
  package static func wait(
    _ words: String, file: String = #fileID, line: Int = #line, until condition: () throws -> Bool
  ) throws {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while try !condition() {
      guard Clock.monotonicMilliseconds < deadline else {
        throw TestFailure("not so: \(words)", file: file, line: line)
      }
      tick()
    }
  }
}
