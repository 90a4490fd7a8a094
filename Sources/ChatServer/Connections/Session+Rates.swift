extension Session {
  /// The flood limits, shared by all sessions of an I/O thread.
  final class Rates: Sendable {
    let lines: TokenBucket.Rate
    let commands: TokenBucket.Rate

    /// Nil where the flood limit is off.
    init?(_ limits: Limits) {
      guard let lines = limits.flood else { return nil }
      self.lines = lines
      commands = limits.commands
    }
  }
}
