import Synchronization
import TestSupport

/// A cluster for all tests that do nothing to its servers, as long as any of them has it: three servers for
/// each would be too many.
enum SharedNATSCluster {
  private struct Shared {
    weak var cluster: TestNATSCluster?
    var streams = 0
  }

  private static let shared = Mutex(Shared())
  /// Orders what the mutex orders, for ThreadSanitizer (see `MemoryStore`).
  private static let order = Atomic<Bool>(false)

  /// The cluster, and the name of a stream that no other test has.
  static func next() throws -> (cluster: TestNATSCluster, stream: String) {
    try shared.withLock { shared in
      _ = order.load(ordering: .acquiring)
      defer { order.store(true, ordering: .releasing) }
      let cluster = try shared.cluster ?? TestNATSCluster()
      shared.cluster = cluster
      shared.streams += 1
      return (cluster, "ROOM\(shared.streams)")
    }
  }
}
