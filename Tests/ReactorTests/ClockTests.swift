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

  @Test("the wall's time is milliseconds since 1970")
  func wall() {
    let seconds = Int64(time(nil))
    #expect(abs(Clock.wallMilliseconds / 1000 - seconds) <= 60)
  }
}
