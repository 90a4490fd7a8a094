/// The newest batches of the log, for the connections of one I/O thread to read at their own pace.
///
/// It keeps at most `limit` bytes and always the newest batch. A connection's outbound state is a cursor into
/// it; a cursor whose batch was evicted belongs to a slow reader.
struct BatchRing {
  private var batches = Queue<Batch>()
  private var bytes = 0
  private let limit: Int

  /// The index of the oldest batch that is kept, or `end` where there is none.
  private(set) var first: UInt64 = 0

  init(limit: Int) { self.limit = limit }

  /// One past the index of the newest batch.
  var end: UInt64 { first + UInt64(batches.count) }

  var newest: Batch? { batches.isEmpty ? nil : batches[batches.count - 1] }

  /// The batch with this index, which must be kept.
  subscript(index: UInt64) -> Batch { batches[Int(index - first)] }

  func holds(_ index: UInt64) -> Bool { index >= first }

  /// Batches come with consecutive indices.
  mutating func append(_ batch: Batch) {
    batches.append(batch)
    bytes += batch.cost
    while bytes > limit, batches.count > 1, let oldest = batches.first {
      bytes -= oldest.cost
      batches.removeFirst()
      first += 1
    }
  }
}
