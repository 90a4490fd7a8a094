import Reactor
import Synchronization

/// How many bytes wait for the connections, or for the rest of a line of theirs, in all and by I/O thread.
/// Where that is too much, the thread that holds most has to let go of some. Shared by the I/O threads.
final class BufferBudget: Sendable {
  /// Bytes at the most.
  let limit: Int
  private let total = Atomic(0)
  private let threads: [Share]

  private final class Share: Sendable {
    let held = Atomic(0)
    let inbox: Inbox<Delivery>
    init(_ inbox: Inbox<Delivery>) { self.inbox = inbox }
  }

  /// - Parameter ioThreads: the inboxes of the threads, by which they are woken.
  init(limit: Int, ioThreads: [Inbox<Delivery>]) {
    self.limit = limit
    threads = ioThreads.map { Share($0) }
  }

  /// Whether more is held than is allowed.
  var isExceeded: Bool { total.load(ordering: .relaxed) > limit }

  /// Whether none of the threads holds more than this one.
  func isLargest(_ thread: Int) -> Bool {
    let own = threads[thread].held.load(ordering: .relaxed)
    return threads.allSatisfy { $0.held.load(ordering: .relaxed) <= own }
  }

  /// A thread holds so many bytes more, or fewer. Wakes the one that is to let go of some, where it is not
  /// this one.
  func change(_ bytes: Int, of thread: Int) {
    threads[thread].held.add(bytes, ordering: .relaxed)
    let now = total.add(bytes, ordering: .relaxed).newValue
    guard bytes > 0, now > limit, let largest = threads.indices.first(where: isLargest) else { return }
    if largest != thread { threads[largest].inbox.wake() }
  }
}
