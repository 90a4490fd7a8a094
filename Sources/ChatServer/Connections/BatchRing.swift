import Journal

/// The newest batches of the log, for the connections of one I/O thread to read at their own pace.
///
/// It keeps at most `limit` bytes, or one batch, until it is told that nobody needs them. A connection's
/// outbound state is a cursor into it; a cursor behind which something for it was evicted belongs to a slow
/// reader. Many batches have nothing for everybody, and most readers pass over them without looking at each.
struct BatchRing {
  private var batches = Queue<Batch>()
  /// The indices of those that have news for everybody, rising.
  private var news = Queue<UInt64>()
  /// What the batches cost.
  private(set) var bytes = 0
  /// What all batches cost that ever came.
  private(set) var allBytes = 0
  private let limit: Int

  /// The index of the oldest batch that is kept, or `end` where there is none.
  private(set) var first: UInt64 = 0
  /// One past the newest batch with news that was evicted: whoever reads from here on has missed none.
  private(set) var firstWithAllNews: UInt64 = 0

  /// The last entry in any batch that was ever in the ring, or before it; nil where none was.
  private(set) var last: SequenceNumber?

  init(limit: Int) { self.limit = limit }

  /// One past the index of the newest batch.
  var end: UInt64 { first + UInt64(batches.count) }

  /// The newest batch that has news, if one is kept, and from where on nothing else has.
  var newestNews: (batch: Batch, onlyNewsFrom: UInt64)? {
    guard !news.isEmpty else { return nil }
    let onlyNewsFrom = news.count > 1 ? news[news.count - 2] + 1 : firstWithAllNews
    return (self[news[news.count - 1]], onlyNewsFrom)
  }

  /// The batch with this index, which must be kept.
  subscript(index: UInt64) -> Batch { batches[Int(index - first)] }

  func holds(_ index: UInt64) -> Bool { index >= first }

  /// The first batch with news at this index or after it, or `end`.
  func nextNews(from index: UInt64) -> UInt64 {
    // Nearly always there is none.
    guard !news.isEmpty, news[news.count - 1] >= index else { return end }
    return news[placeOfNews(from: index)]
  }

  /// One past the last batch with news before this index.
  func endOfNews(before index: UInt64) -> UInt64 {
    let place = placeOfNews(from: index)
    return place > 0 ? news[place - 1] + 1 : firstWithAllNews
  }

  private func placeOfNews(from index: UInt64) -> Int {
    var low = 0
    var high = news.count
    while low < high {
      let middle = (low + high) / 2
      if news[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Batches come with consecutive indices.
  mutating func append(_ batch: Batch) {
    batches.append(batch)
    last = batch.last
    if batch.news != .none { news.append(batch.index) }
    bytes += batch.cost
    allBytes += batch.cost
    while bytes > limit, batches.count > 1 { removeFirst() }
  }

  /// Lets go of the batches before this index, which nobody is to read any more.
  mutating func removeAll(before index: UInt64) {
    while first < min(index, end) { removeFirst() }
  }

  private mutating func removeFirst() {
    guard let oldest = batches.first else { return }
    bytes -= oldest.cost
    batches.removeFirst()
    if news.first == first {
      news.removeFirst()
      firstWithAllNews = first + 1
    }
    first += 1
  }
}
