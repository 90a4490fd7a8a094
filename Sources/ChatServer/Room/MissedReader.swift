import Journal
import Wire

/// Reads for returning sessions what they missed, each piece of the log once for all. Owned by the history
/// thread.
struct MissedReader {
  private let reader: any JournalReader
  private let budget: PieceBudget
  private var cache: PieceCache
  private var renderer = PieceRenderer()

  /// - Parameter cacheBytes: how much of the budget pieces may occupy that nobody needs at the moment.
  init(reader: any JournalReader, budget: PieceBudget, cacheBytes: Int) {
    self.reader = reader
    self.budget = budget
    // Else there might never be room for one more.
    cache = PieceCache(limit: min(cacheBytes, budget.limit - LogPiece.maximumCost))
  }

  /// The next part of what a session missed after `start`, up to `end`, which is folded; nil where too many
  /// pieces are held at the moment. It may be empty: its `through` is further on than `start` all the same.
  mutating func part(
    for viewer: Viewer, after start: SequenceNumber, through end: SequenceNumber
  ) throws(JournalError) -> MissedPart? {
    var after = start.value
    var mayRead = true
    while after < end.value {
      let index = LogPiece.index(of: after + 1)
      let last = min(LogPiece.last(of: index), end.value)
      let piece: LogPiece
      if let kept = cache.piece(index), kept.through >= last {
        piece = kept
      } else {
        // A log of many entries that nobody is shown is not read in one go: others wait.
        guard mayRead else { break }
        guard budget.hasRoom else { return nil }
        mayRead = false
        piece = try read(index, through: last, atMost: end.value)
      }
      let lines = piece.lines(after: after, through: last, for: viewer)
      if piece.start > after + 1 {
        let gap = min(piece.start - 1, end.value)
        var front: [UInt8] = []
        NumberedRenderer.appendSetting("gap", "\(after + 1)", "\(gap)", to: &front)
        return MissedPart(
          for: viewer, front: front, piece: piece, lines: lines, through: SequenceNumber(max(gap, last)))
      }
      if !lines.isEmpty {
        return MissedPart(for: viewer, piece: piece, lines: lines, through: SequenceNumber(last))
      }
      after = min(piece.through, end.value)
    }
    return MissedPart(for: viewer, through: SequenceNumber(max(after, start.value)))
  }

  /// Private messages were erased: what still holds them is let go.
  mutating func forgetWhispers() { cache.forgetWhispers() }

  /// Reads a piece, or what it lacks, as far as `last`, and keeps it.
  private mutating func read(
    _ index: UInt64, through last: UInt64, atMost end: UInt64
  ) throws(JournalError) -> LogPiece {
    let first = LogPiece.first(of: index)
    if let earlier = cache.piece(index) {
      let entries = try reader.entries(
        after: SequenceNumber(earlier.through), through: SequenceNumber(last), bytes: .max)
      let oldest = try reader.oldest()?.value ?? first
      if oldest <= earlier.through + 1 {
        return keep(entries, behind: earlier, at: index, start: earlier.start, through: last)
      }
    }
    let entries = try reader.entries(
      after: SequenceNumber(first - 1), through: SequenceNumber(last), bytes: .max)
    // Numbers may be left out, many at once.
    let next =
      entries.isEmpty
      ? try reader.entries(after: SequenceNumber(last), through: SequenceNumber(end), bytes: 0).first : nil
    // Asked after reading: what was trimmed in between is told as missing only where it was not read.
    let oldest = try reader.oldest()?.value ?? first
    let start = oldest > first ? min(oldest, (entries.first ?? next)?.sequence.value ?? oldest) : first
    let through = entries.isEmpty ? next.map { $0.sequence.value - 1 } ?? end : last
    return keep(entries, behind: nil, at: index, start: start, through: through)
  }

  private mutating func keep(
    _ entries: [Entry], behind earlier: LogPiece?, at index: UInt64, start: UInt64, through: UInt64
  ) -> LogPiece {
    let piece = renderer.piece(entries, behind: earlier, start: start, through: through, budget: budget)
    // Of what was trimmed nothing is worth keeping.
    if start <= LogPiece.last(of: index) { cache.keep(piece, at: index) }
    return piece
  }
}
