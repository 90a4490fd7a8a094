import Reactor
import Testing

@testable import ChatServer

@Suite("The budget for buffers")
struct BufferBudgetTests {
  @Test("is exceeded one byte past its limit, whoever holds it, and knows who holds most")
  func limit() throws {
    let budget = BufferBudget(limit: 100, ioThreads: [try Inbox(limit: 1), try Inbox(limit: 1)])
    budget.change(40, of: 0)
    budget.change(60, of: 1)
    #expect(!budget.isExceeded)
    budget.change(1, of: 0)
    #expect(budget.isExceeded)
    #expect(!budget.isLargest(0) && budget.isLargest(1))
    budget.change(-30, of: 1)
    #expect(!budget.isExceeded)
    #expect(budget.isLargest(0) && !budget.isLargest(1))
  }

  @Test("wakes the thread that holds most, where another comes to exceed it")
  func wakes() throws {
    let inboxes: [Inbox<Delivery>] = [try Inbox(limit: 1), try Inbox(limit: 1)]
    let budget = BufferBudget(limit: 100, ioThreads: inboxes)
    var poller = try Poller(capacity: 2)
    for (index, inbox) in inboxes.enumerated() {
      try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: UInt64(index))
    }
    budget.change(80, of: 1)
    budget.change(20, of: 0)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    budget.change(1, of: 0)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(poller.event(at: 0).token == 1)
    // Who holds most itself looks by itself.
    budget.change(100, of: 1)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
  }
}
