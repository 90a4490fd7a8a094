extension TokenBucket {
  /// How many at once, and how fast they come back.
  package struct Rate: Sendable, Equatable {
    /// Tokens of a full bucket, at least 1.
    package let burst: Double
    /// Tokens that come back in a second, more than 0.
    package let perSecond: Double

    /// A rate.
    package init(burst: Double, perSecond: Double) {
      self.burst = burst
      self.perSecond = perSecond
    }
  }
}
