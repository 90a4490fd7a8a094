import TestSupport
import Testing

@testable import ChatServer

@Suite("A queue")
struct QueueTests {
  private final class Thing {}

  @Test("gives back first what came first, whatever comes between")
  func order() {
    var random = SeededRandom(seed: 1)
    var queue = Queue<Int>()
    var expected: [Int] = []
    for step in 0..<5_000 {
      // Long stretches of growing, then of shrinking.
      if random.below(100) < (step / 500 % 2 == 0 ? 70 : 30) || expected.isEmpty {
        queue.append(step)
        expected.append(step)
      } else {
        queue.removeFirst()
        expected.removeFirst()
      }
      #expect(queue.count == expected.count)
      #expect(queue.isEmpty == expected.isEmpty)
      #expect(queue.first == expected.first)
      if !expected.isEmpty {
        let index = random.below(expected.count)
        #expect(queue[index] == expected[index])
      }
    }
  }

  @Test("is empty once all is removed")
  func removeAll() {
    var queue = Queue<Int>()
    for number in 0..<40 { queue.append(number) }
    queue.removeFirst()
    queue.removeAll()
    #expect(queue.isEmpty && queue.count == 0 && queue.first == nil)
    queue.append(7)
    #expect(queue.first == 7 && queue[0] == 7)
  }

  @Test("holds on to nothing that was removed")
  func lettingGo() {
    var queue = Queue<Thing>()
    weak var first: Thing?
    do {
      let thing = Thing()
      first = thing
      queue.append(thing)
      queue.append(Thing())
    }
    #expect(first != nil)
    queue.removeFirst()
    #expect(first == nil)
    #expect(queue.count == 1)
  }
}
