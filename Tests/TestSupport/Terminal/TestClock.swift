import Glibc
import Reactor

/// Time for what can only be asked again and again.
package enum TestClock {
  /// The pause between two looks at something that tells of no change by itself: a wait is ended by what was
  /// waited for, or by its deadline, never by this.
  package static func tick() {
    usleep(5_000)
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
