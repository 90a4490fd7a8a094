import Logging
import TestSupport
import Testing

@testable import ChatServer

@Suite("The valve of the log")
struct LogValveTests {
  private let log: TestLog
  private var valve = LogValve(now: 0)

  init() throws { log = try TestLog() }

  private mutating func log(_ level: Logger.Level = .info, at now: Int64) {
    valve.log(log.logger, level, "refused", ["n": "1"], now: now)
  }

  @Test("lets a burst pass, one past it not, and says later how many it withheld")
  mutating func flood() {
    let burst = Int(LogValve.rate.burst)
    for _ in 0..<burst + 1_000 { log(at: 0) }
    #expect(log.take() == Array(repeating: "info refused n=1", count: burst))
    log(at: 1_999)
    #expect(log.take() == [])
    log(at: 2_000)
    #expect(log.take() == ["info refused n=1 withheld=1001"])
    log(at: 4_000)
    #expect(log.take() == ["info refused n=1"])
  }

  @Test("is open for debugging")
  mutating func debugging() {
    var logger = log.logger
    logger.logLevel = .debug
    for _ in 0..<100 { valve.log(logger, .debug, "refused", ["n": "1"], now: 0) }
    #expect(log.take() == Array(repeating: "debug refused n=1", count: 100))
  }

  @Test("does not count what would not be logged")
  mutating func level() {
    for _ in 0..<1_000 { log(.debug, at: 0) }
    log(at: 0)
    #expect(log.take() == ["info refused n=1"])
  }
}
