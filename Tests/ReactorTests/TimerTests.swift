import Reactor
import Testing

@Suite("Timer")
struct TimerTests {
  @Test("expires at its moment, not before, and again after each setting")
  func expires() throws {
    let timer = try Timer()
    var poller = try Poller()
    try poller.add(timer.descriptor, [.readable, .edgeTriggered], token: 7)
    #expect(try poller.wait(timeoutMilliseconds: 20) == 0)
    for _ in 0..<3 {
      let moment = Clock.monotonicNanoseconds + 3_000_000
      try timer.set(toNanoseconds: moment)
      #expect(try poller.wait(timeoutMilliseconds: 60_000) == 1)
      #expect(poller.event(at: 0).token == 7)
      #expect(Clock.monotonicNanoseconds >= moment)
      #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    }
  }

  @Test("expires at once where the moment is past, and only at the newest of two")
  func pastAndReplaced() throws {
    let timer = try Timer()
    var poller = try Poller()
    try poller.add(timer.descriptor, [.readable, .edgeTriggered], token: 7)
    try timer.set(toNanoseconds: 1)
    #expect(try poller.wait(timeoutMilliseconds: 60_000) == 1)
    let later = Clock.monotonicNanoseconds + 30_000_000
    try timer.set(toNanoseconds: Clock.monotonicNanoseconds + 3_600_000_000_000)
    try timer.set(toNanoseconds: later)
    #expect(try poller.wait(timeoutMilliseconds: 60_000) == 1)
    #expect(Clock.monotonicNanoseconds >= later)
  }
}
