import Reactor
import Synchronization
import TestSupport

/// A clock that can be made to hold up whoever asks it: it stops the journal thread in the middle of a round.
final class Gate: Sendable {
  private let isClosed = Atomic(false)
  private let hasSomebody = Atomic(false)

  /// The time, once the gate is open; it is never shut for longer than a test's patience.
  func pass() -> Int64 {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while isClosed.load(ordering: .acquiring), Clock.monotonicMilliseconds < deadline {
      hasSomebody.store(true, ordering: .releasing)
      TestClock.tick()
    }
    return Clock.wallMilliseconds
  }

  func close() { isClosed.store(true, ordering: .releasing) }

  func open() { isClosed.store(false, ordering: .releasing) }

  func waitForSomebody() {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while !hasSomebody.load(ordering: .acquiring), Clock.monotonicMilliseconds < deadline {
      TestClock.tick()
    }
  }
}
