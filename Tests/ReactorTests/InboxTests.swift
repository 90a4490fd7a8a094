import Glibc
import Reactor
import Testing

@Suite("Inbox")
struct InboxTests {
  @Test("elements come out in the order in which they were posted")
  func order() throws {
    let inbox = try Inbox<Int>(limit: 10)
    inbox.post(1)
    inbox.post(contentsOf: [2, 3])
    inbox.post(4)
    #expect(inbox.count == 4)
    #expect(drained(inbox) == [1, 2, 3, 4])
    #expect(inbox.count == 0)
    #expect(drained(inbox) == [])
  }

  @Test("at the limit it is full, and one past it is refused")
  func limit() throws {
    let inbox = try Inbox<Int>(limit: 2)
    #expect(inbox.post(1))
    #expect(!inbox.isFull)
    #expect(inbox.post(2))
    #expect(inbox.isFull)
    #expect(!inbox.post(3))
    #expect(!inbox.post(contentsOf: [3]))
    #expect(inbox.post(contentsOf: []))
    #expect(drained(inbox) == [1, 2])
    #expect(!inbox.isFull)
    #expect(inbox.post(3))
  }

  @Test("of several elements all are taken or none")
  func allOrNone() throws {
    let inbox = try Inbox<Int>(limit: 3)
    #expect(!inbox.post(contentsOf: [1, 2, 3, 4]))
    #expect(inbox.post(contentsOf: [1]))
    #expect(!inbox.post(contentsOf: [2, 3, 4]))
    #expect(inbox.post(contentsOf: [2, 3]))
    #expect(drained(inbox) == [1, 2, 3])
  }

  @Test("draining appends to what is there")
  func appends() throws {
    let inbox = try Inbox<Int>(limit: 10)
    var elements = [1]
    inbox.post(2)
    inbox.drain(into: &elements)
    #expect(elements == [1, 2])
    #expect(inbox.count == 0)
  }

  @Test("the room of both arrays is kept, since an empty one is exchanged")
  func keepsRoom() throws {
    let inbox = try Inbox<Int>(limit: 10)
    var elements: [Int] = []
    elements.reserveCapacity(1000)
    inbox.post(1)
    inbox.drain(into: &elements)
    #expect(elements == [1])
    elements.removeAll(keepingCapacity: true)
    inbox.post(2)
    inbox.drain(into: &elements)
    #expect(elements == [2])
    #expect(elements.capacity >= 1000)
  }

  @Test("the eventfd is written when the inbox was empty, and only then")
  func bell() throws {
    let inbox = try Inbox<Int>(limit: 4)
    inbox.post(1)
    inbox.post(2)
    inbox.post(contentsOf: [3, 4])
    inbox.post(5)
    inbox.post(contentsOf: [])
    #expect(rings(inbox) == 1)
    _ = drained(inbox)
    #expect(rings(inbox) == nil)
    inbox.post(contentsOf: [1, 2])
    inbox.post(contentsOf: [3])
    #expect(rings(inbox) == 1)
  }

  @Test("rings later where its thread looks in by itself: at so many elements, and not again before a drain")
  func laterBell() throws {
    let inbox = try Inbox<Int>(limit: 10, ringsAt: 3)
    inbox.post(1)
    inbox.post(2)
    #expect(rings(inbox) == nil)
    inbox.post(3)
    #expect(rings(inbox) == 1)
    inbox.post(4)
    #expect(rings(inbox) == nil)
    var drained: [Int] = []
    inbox.drain(into: &drained)
    #expect(drained == [1, 2, 3, 4])
    inbox.post(contentsOf: [5, 6])
    #expect(rings(inbox) == nil)
    inbox.post(contentsOf: [7, 8])
    #expect(rings(inbox) == 1)
    inbox.post(contentsOf: [9, 10])
    #expect(rings(inbox) == nil)
  }

  @Test("each wake-up is an event, though nothing reads the eventfd")
  func wake() throws {
    let inbox = try Inbox<Int>(limit: 1)
    var poller = try Poller()
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 9)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    for _ in 0..<3 {
      inbox.wake()
      #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
      #expect(poller.event(at: 0).token == 9)
      #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    }
    #expect(inbox.count == 0)
  }

  @Test("what was posted before the poller knew the inbox is not missed")
  func postedEarly() throws {
    let inbox = try Inbox<Int>(limit: 1)
    inbox.post(1)
    var poller = try Poller()
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
  }

  @Test("from many threads each element comes once, those of one thread in their order")
  func manyThreads() throws {
    let posters = 8
    let each = 3000
    let inbox = try Inbox<Posted>(limit: 500)
    var poller = try Poller()
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
    let threads = try (0..<posters).map { poster in
      try Thread.start(name: "poster \(poster)") { post(each, as: poster, to: inbox) }
    }
    var next = [Int](repeating: 0, count: posters)
    var isInOrder = true
    var elements: [Posted] = []
    while next.contains(where: { $0 < each }) {
      // Two minutes without a wake-up, and one was lost.
      guard try poller.wait(timeoutMilliseconds: 120_000) == 1 else { break }
      inbox.drain(into: &elements)
      for element in elements {
        isInOrder = isInOrder && element.number == next[element.poster]
        next[element.poster] += 1
      }
      elements.removeAll(keepingCapacity: true)
    }
    // Whoever still finds the inbox full would wait for ever.
    let isComplete = next.allSatisfy { $0 == each }
    try #require(isComplete, "a wake-up was lost")
    for thread in threads { thread.join() }
    #expect(isInOrder)
    #expect(inbox.count == 0)
  }
}

private struct Posted {
  let poster: Int
  let number: Int
}

/// Posts `count` elements, one or three at a time, and again where the inbox is full.
private func post(_ count: Int, as poster: Int, to inbox: Inbox<Posted>) {
  var number = 0
  while number < count {
    let batch = (number..<min(number + (number % 2 == 0 ? 3 : 1), count)).map {
      Posted(poster: poster, number: $0)
    }
    let isTaken = batch.count == 1 ? inbox.post(batch[0]) : inbox.post(contentsOf: batch)
    if isTaken { number += batch.count } else { sched_yield() }
  }
}

private func drained<Element>(_ inbox: Inbox<Element>) -> [Element] {
  var elements: [Element] = []
  inbox.drain(into: &elements)
  return elements
}

/// How often the eventfd was written since this was last asked; nil for not at all.
private func rings<Element>(_ inbox: Inbox<Element>) -> UInt64? {
  var count: UInt64 = 0
  return unsafe read(inbox.descriptor, &count, 8) == 8 ? count : nil
}
