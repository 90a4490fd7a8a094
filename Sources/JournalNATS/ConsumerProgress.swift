/// What a consumer has brought, and what is to be thought of the next message that comes of it.
struct ConsumerProgress {
  enum Finding: Equatable {
    /// The next of the stream.
    case new
    /// One that was read before: the consumer is on a server that was behind when it was made, and there
    /// begins with what that server has next.
    case known
    /// Something is missing in front of it, or it does not come after the one before, as when its server goes
    /// back with it (seen with nats-server 2.9.25): the consumer is of no more use.
    case broken
  }

  /// Which consumer it is.
  let generation: UInt64
  private var delivered: UInt64 = 0
  private var last: UInt64 = 0

  init(_ generation: UInt64) { self.generation = generation }

  /// Takes the next message.
  ///
  /// - Parameters:
  ///   - sequence: its number in the stream.
  ///   - delivered: the consumer's own number of it.
  ///   - position: how far the stream was read before.
  mutating func take(
    _ sequence: UInt64, delivered: UInt64, readThrough position: UInt64
  ) -> Finding {
    guard delivered == self.delivered + 1, sequence > last else { return .broken }
    self.delivered = delivered
    last = sequence
    return sequence > position ? .new : .known
  }

  /// Whether nothing is missing of so many.
  func hasAll(_ delivered: UInt64) -> Bool { delivered == self.delivered }
}
