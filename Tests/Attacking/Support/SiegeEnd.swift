import Reactor
import Synchronization

/// Tells a `Siege` to end. Any thread may use it.
final class SiegeEnd: Sendable {
  private let flag = Atomic(false)
  private let bell: Inbox<Bool>

  /// Throws where there is no descriptor left.
  init() throws(SystemError) { bell = try Inbox(limit: 1) }

  /// Whether it is to end.
  var isSet: Bool { flag.load(ordering: .acquiring) }

  /// Tells it.
  func set() {
    flag.store(true, ordering: .releasing)
    bell.wake()
  }

  /// Rings when it is told; for a poller, edge-triggered.
  var descriptor: Int32 { bell.descriptor }

  /// Waits until it is told, or until that moment of the clock that never goes back. Answers whether it was.
  func wait(until deadline: Int64) throws -> Bool {
    var poller = try Poller(capacity: 1)
    try poller.add(descriptor, [.readable, .edgeTriggered], token: 0)
    while !isSet, Clock.monotonicMilliseconds < deadline {
      _ = try poller.wait(timeoutMilliseconds: Int32(clamping: deadline - Clock.monotonicMilliseconds))
    }
    return isSet
  }
}
