import CLinux
import Synchronization

/// Where other threads leave values for the one thread that drains it; the only lock of the programs.
///
/// The draining thread registers `descriptor` with its poller, `[.readable, .edgeTriggered]`, and calls
/// `drain` on each of its events. The eventfd is written only when the inbox was empty: whoever posts to one
/// that is not empty knows that a wake-up is already under way or about to be, since a drain takes
/// everything. Under load this leaves one write a drain instead of one a value. The values of one thread keep
/// their order. An inbox whose thread looks in by itself whenever it has to know can ring later than at the
/// first element (`ringsAt`).
package final class Inbox<Element: Sendable>: Sendable {
  private let limit: Int
  private let ringsAt: Int
  private let bell: FileDescriptor
  private let elements = Mutex<[Element]>([])

  /// An inbox that holds at most `limit` elements, and wakes the draining thread when it comes to have
  /// `ringsAt`, from 1 to `limit`. Throws where there is no descriptor left.
  package init(limit: Int, ringsAt: Int = 1) throws(SystemError) {
    precondition(limit > 0, "an inbox without room")
    precondition(1...limit ~= ringsAt, "an inbox that never rings")
    self.limit = limit
    self.ringsAt = ringsAt
    bell = FileDescriptor(takingOwnership: try SystemCall.run("eventfd") { linux_event_descriptor() })
  }

  /// Leaves one element. False at the limit: it was not taken.
  @discardableResult
  package func post(_ element: Element) -> Bool {
    let count = withElements { elements -> Int? in
      guard elements.count < limit else { return nil }
      elements.append(element)
      return elements.count
    }
    if count == ringsAt { wake() }
    return count != nil
  }

  /// Leaves all elements, next to one another. False where they do not all fit: none was taken.
  @discardableResult
  package func post(contentsOf batch: [Element]) -> Bool {
    if batch.isEmpty { return true }
    let count = withElements { elements -> Int? in
      guard batch.count <= limit - elements.count else { return nil }
      elements.append(contentsOf: batch)
      return elements.count
    }
    guard let count else { return false }
    if count >= ringsAt, count - batch.count < ringsAt { wake() }
    return true
  }

  /// Makes the draining thread's poller return, with or without an element.
  package func wake() {
    // Nothing ever reads the eventfd: edge-triggered, each write is an event of its own (epoll(7)), which
    // saves a system call a round. Its counter would be full after 2^64 - 2 wake-ups, centuries at a thousand
    // million a second.
    _ = try? SystemCall.run("eventfd_write") { linux_event_add(bell.raw) }
  }

  /// Moves all elements to the end of `drained`, in the order of posting; none is an ordinary outcome. Where
  /// `drained` is empty the two arrays are exchanged, so a caller that empties it with
  /// `removeAll(keepingCapacity: true)` and hands it in again makes no allocation once both have grown.
  package func drain(into drained: inout [Element]) {
    withElements { elements in
      if drained.isEmpty {
        swap(&elements, &drained)
      } else {
        drained.append(contentsOf: elements)
        elements.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Whether the next `post` would be refused, if nobody drains before it.
  package var isFull: Bool { count >= limit }

  /// How many elements wait.
  package var count: Int { withElements { $0.count } }

  /// The eventfd, for `[.readable, .edgeTriggered]` of one poller; level-triggered it would be reported
  /// without end.
  package var descriptor: Int32 { bell.raw }

  /// The only place where the lock is taken. The library with `Mutex` is not instrumented for
  /// ThreadSanitizer, which would take everything that the lock orders for a race, so it is told.
  private func withElements<Answer: Sendable>(_ body: (inout [Element]) -> Answer) -> Answer {
    let lock = unsafe Unmanaged.passUnretained(self).toOpaque()
    return elements.withLock { elements in
      unsafe linux_lock_taken(lock)
      defer { unsafe linux_lock_given_back(lock) }
      return body(&elements)
    }
  }
}
