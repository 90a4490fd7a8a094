import Synchronization

/// Whether a `DistantJournal` is within its server's reach, as a test says. Any thread may use it.
package final class Reach: Sendable {
  private struct State {
    var isCut = false
    var isStanding = false
    var wake: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  /// Orders what the mutex orders, for ThreadSanitizer (see `MemoryStore`).
  private let order = Atomic<Bool>(false)

  /// Within reach.
  package init() {}

  /// Puts the journal out of reach: what is submitted waits here, and nothing comes.
  package func cut() { withState { $0.isCut = true } }

  /// Lets the server's journal thread stand at its journal until `restore`, as that of a process that was
  /// stopped.
  package func stand() { withState { $0.isStanding = true } }

  /// What waits is handed over, what came meanwhile comes, and the journal thread goes on.
  package func restore() {
    let wake = withState { state in
      state.isCut = false
      state.isStanding = false
      return state.wake
    }
    wake?()
  }

  var isCut: Bool { withState { $0.isCut } }

  func wake(with closure: @escaping @Sendable () -> Void) { withState { $0.wake = closure } }

  /// Waits while the server is to stand.
  func pass() {
    while withState({ $0.isStanding }) { TestClock.tick() }
  }

  private func withState<Answer: Sendable>(_ body: (inout State) -> Answer) -> Answer {
    state.withLock { state in
      _ = order.load(ordering: .acquiring)
      defer { order.store(true, ordering: .releasing) }
      return body(&state)
    }
  }
}
