/// What several batches have for everybody, put together once for all who read the log from the first of them
/// on. Else each reader would look at each batch, and while it does, more of them come: in a room of many
/// thousands that many enter at once, there would be no end to it.
struct GatheredNews {
  /// A record's worth, whole lines.
  struct Piece {
    let bytes: [UInt8]
    /// Where whoever was given it goes on.
    let end: Cursor
  }

  private(set) var plain: [Piece] = []
  private(set) var numbered: [Piece] = []
  /// The first batch whose news are in it.
  let first: UInt64
  /// Where the first batch begins that may have other news: whoever is here or further, and not past `first`,
  /// has read all that came before.
  let onlyNewsFrom: UInt64
  /// Where whoever was given all of it goes on.
  let end: Cursor

  /// What the ring has from this batch on, of which at least one must have news.
  init(of ring: BatchRing, from start: UInt64) {
    first = ring.nextNews(from: start)
    onlyNewsFrom = ring.endOfNews(before: first)
    var plain = Cutter()
    var numbered = Cutter()
    var next = first
    while next < ring.end {
      let batch = ring[next]
      plain.append(batch.plain, of: next)
      numbered.append(batch.numbered, of: next)
      next = ring.nextNews(from: next + 1)
    }
    end = Cursor(batch: ring.end, offset: 0)
    self.plain = plain.finish(at: end)
    self.numbered = numbered.finish(at: end)
  }

  /// Cuts into pieces.
  private struct Cutter {
    private var pieces: [Piece] = []
    private var bytes: [UInt8] = []

    mutating func append(_ part: [UInt8], of batch: UInt64) {
      var start = 0
      while start < part.count {
        let end = Lines.end(in: part, start..<part.count, atMost: IOThread.recordBytes - bytes.count)
        bytes.append(contentsOf: part[start..<end])
        start = end
        if start < part.count { cut(at: Cursor(batch: batch, offset: start)) }
      }
    }

    mutating func finish(at end: Cursor) -> [Piece] {
      if !bytes.isEmpty { cut(at: end) }
      return pieces
    }

    private mutating func cut(at end: Cursor) {
      pieces.append(Piece(bytes: bytes, end: end))
      bytes.removeAll(keepingCapacity: true)
    }
  }
}
