import Journal
import Wire

/// A piece of the log, rendered once for all returning sessions that missed it: the lines of an aligned range
/// of `span` sequence numbers, immutable, shared by all threads and sent to the connections straight from
/// here.
///
/// Private lines stand apart, in `whispers`, so that no mistake in leaving something out shows them to
/// anybody else.
final class LogPiece: Sendable {
  /// Sequence numbers of a piece.
  static let span: UInt64 = 128
  /// A line at its longest, 8.3 KiB: a text of nothing but escapes, two names of 32 characters of 4 bytes,
  /// two numbers; and what is known of it.
  private static let maximumLineCost = 2 * Text.maximumBytes + 512
  /// What a piece occupies at the most, 1.1 MiB.
  static let maximumCost = Int(span) * maximumLineCost

  /// What was before it had been trimmed when it was read; else the first number of its range.
  let start: UInt64
  /// The entry up to which it was rendered; past its range where nothing is there up to that entry.
  let through: UInt64
  /// The lines for everybody, in the numbered dialect.
  let shared: [UInt8]
  /// The lines that are not for everybody.
  let whispers: [UInt8]
  /// All lines, rising.
  let lines: [Line]
  private let budget: PieceBudget

  init(
    start: UInt64, through: UInt64, shared: [UInt8], whispers: [UInt8], lines: [Line], budget: PieceBudget
  ) {
    self.start = start
    self.through = through
    self.shared = shared
    self.whispers = whispers
    self.lines = lines
    self.budget = budget
    budget.take(cost)
  }

  deinit { budget.giveBack(cost) }

  /// What the piece occupies, in bytes.
  var cost: Int { 256 + shared.count + whispers.count + lines.count * MemoryLayout<Line>.stride }

  /// Which piece an entry belongs to, counted from 0.
  static func index(of sequence: UInt64) -> UInt64 { (sequence - 1) / span }

  /// The first number of a piece's range.
  static func first(of index: UInt64) -> UInt64 { index * span + 1 }

  /// The last number of a piece's range.
  static func last(of index: UInt64) -> UInt64 { (index + 1) * span }

  /// The lines of entries after `start` and not after `end`, from the first one on that is shown to
  /// the viewer; empty where none is.
  func lines(after start: UInt64, through end: UInt64, for viewer: Viewer) -> Range<Int> {
    let last = lines.firstIndex { $0.sequence > end } ?? lines.count
    let first = lines[..<last].firstIndex { $0.sequence > start && $0.isShown(to: viewer) } ?? last
    return first..<last
  }
}
