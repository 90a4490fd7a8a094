import Glibc
import Reactor
import Testing

@Suite("Clock")
struct ClockTests {
  @Test("monotonic time does not go back")
  func monotonic() {
    let times = (0..<1000).map { _ in Clock.monotonicMilliseconds }
    #expect(times == times.sorted())
    #expect(times[0] > 0)
  }

  @Test("monotonic time counts milliseconds")
  func milliseconds() throws {
    var poller = try Poller()
    let before = Clock.monotonicMilliseconds
    #expect(try poller.wait(timeoutMilliseconds: 20) == 0)
    #expect(Clock.monotonicMilliseconds - before >= 19)
  }

  @Test("nanoseconds are those of the same clock")
  func nanoseconds() {
    let before = Clock.monotonicMilliseconds
    let nanoseconds = Clock.monotonicNanoseconds
    #expect((before...Clock.monotonicMilliseconds).contains(nanoseconds / 1_000_000))
  }

  @Test("processor time rises with what is done, here and on other threads")
  func processor() {
    let start = Clock.processorNanoseconds
    var last = start
    repeat {
      let now = Clock.processorNanoseconds
      #expect(now >= last)
      last = now
    } while last < start + 2_000_000
  }

  @Test("the wall's time is milliseconds since 1970")
  func wall() {
    let seconds = Int64(time(nil))
    #expect(abs(Clock.wallMilliseconds / 1000 - seconds) <= 60)
  }
}
