import Synchronization

/// Tells other threads one thing, from any thread. Who sets it to end a thread wakes the thread's inbox after
/// it.
final class Flag: Sendable {
  private let flag = Atomic<Bool>(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set(_ value: Bool = true) { flag.store(value, ordering: .releasing) }
}
