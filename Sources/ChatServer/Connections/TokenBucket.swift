/// A burst, then a steady rate: each line takes tokens, and where too few are left one waits. The rate is the
/// caller's, the same in every call, since each connection has a bucket and all have one rate.
package struct TokenBucket: Sendable {
  private var tokens: Double
  /// Milliseconds of the monotonic clock.
  private var asOf: Int64

  /// A bucket with so many tokens; `Rate.burst` of them fill it.
  package init(tokens: Double, now: Int64) {
    self.tokens = tokens
    asOf = now
  }

  /// Milliseconds until there is a token, 0 where there is one.
  package mutating func waitingTime(_ rate: Rate, now: Int64) -> Int64 {
    tokens = min(rate.burst, tokens + Double(max(0, now - asOf)) * rate.perSecond / 1000)
    asOf = now
    guard tokens < 1 else { return 0 }
    return max(1, Int64(((1 - tokens) * 1000 / rate.perSecond).rounded(.up)))
  }

  /// Takes tokens, into debt where need be: the next line waits until the debt is paid.
  package mutating func spend(_ count: Int) { tokens -= Double(count) }

  /// Takes a token if there is one.
  package mutating func take(_ rate: Rate, now: Int64) -> Bool {
    guard waitingTime(rate, now: now) == 0 else { return false }
    spend(1)
    return true
  }
}
