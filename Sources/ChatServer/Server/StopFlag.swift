import Synchronization

/// Tells a thread to end; set once, from any thread, followed by a wake of the thread's inbox.
final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() { flag.store(true, ordering: .releasing) }
}
