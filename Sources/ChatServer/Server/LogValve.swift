import Logging

/// Keeps a flood of whatever kind from filling the log: a few lines pass at once, then one in a while, which
/// says how many did not. What is logged for debugging alone passes always. Owned by the thread that logs.
struct LogValve {
  /// 20 at once, then one in 2 s.
  static let rate = TokenBucket.Rate(burst: 20, perSecond: 0.5)

  private var bucket: TokenBucket
  private var withheld = 0

  init(now: Int64) { bucket = TokenBucket(tokens: Self.rate.burst, now: now) }

  /// Logs a line, or counts it as withheld.
  mutating func log(
    _ log: Logger, _ level: Logger.Level, _ message: Logger.Message,
    _ metadata: @autoclosure () -> Logger.Metadata, now: Int64
  ) {
    guard log.logLevel <= level else { return }
    guard level <= .debug || bucket.take(Self.rate, now: now) else {
      withheld += 1
      return
    }
    var all = metadata()
    if level > .debug, withheld > 0 {
      all["withheld"] = "\(withheld)"
      withheld = 0
    }
    log.log(level: level, message, metadata: all)
  }
}
