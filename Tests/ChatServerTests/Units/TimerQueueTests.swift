import TestSupport
import Testing

@testable import ChatServer

@Suite("The timers")
struct TimerQueueTests {
  @Test("fall due as from a sorted array, whatever is pushed between")
  func sortedArray() {
    for seed in 0..<20 {
      var random = SeededRandom(seed: UInt64(seed))
      var timers = TimerQueue()
      var expected: [Int64] = []
      for slot in 0..<500 {
        if random.below(3) > 0 {
          let due = Int64(random.below(200))
          timers.push(.init(due: due, connection: Sample.connection(slot)))
          expected.append(due)
          expected.sort()
        } else {
          let now = Int64(random.below(200))
          let popped = timers.popDue(now: now)?.due
          #expect(popped == (expected.first.map { $0 <= now } == true ? expected.removeFirst() : nil))
        }
        #expect(timers.nextDue == expected.first)
      }
      while let entry = timers.popDue(now: .max) { #expect(entry.due == expected.removeFirst()) }
      #expect(expected.isEmpty && timers.nextDue == nil)
    }
  }

  @Test("are due at their time, and not a millisecond before")
  func due() {
    var timers = TimerQueue()
    #expect(timers.nextDue == nil && timers.popDue(now: .max) == nil)
    timers.push(.init(due: 10, connection: Sample.connection(3)))
    #expect(timers.popDue(now: 9) == nil)
    #expect(timers.popDue(now: 10)?.connection == Sample.connection(3))
    #expect(timers.popDue(now: 10) == nil)
  }
}
