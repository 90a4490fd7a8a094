import Testing

@testable import ChatServer

extension FanOut {
  /// The round's batch, which there must be.
  mutating func nextBatch() throws -> Batch {
    let batch = takeBatch()
    return try #require(batch)
  }
}
