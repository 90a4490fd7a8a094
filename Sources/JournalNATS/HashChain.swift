import Journal
import TLS

/// The running hash over the entries that counted: each entry's is the SHA-256 of the one before and of what
/// the entry says. Two nodes that folded the same have the same hash, and whoever misses an entry, or lets
/// another one count, never has it again.
///
/// Times are no part of it, since what of them is known of an entry that was struck depends on when one read
/// it; nor are writers, so that it goes on over entries of versions that took no notice of them. What is
/// judged by either shows all the same, in what counts: who comes and goes, and which nodes begin and end.
struct HashChain {
  /// SHA-256's length.
  static let byteCount = 32
  /// Earlier hashes that are kept, for checkpoints that are late.
  static let pointLimit = 1_024

  /// The hash after an entry, and how far the log had been read: up to there no other entry counts.
  struct Point: Equatable {
    let sequence: SequenceNumber
    let hash: [UInt8]
    let through: SequenceNumber
  }

  /// What it has come to.
  private(set) var last: Checkpoint
  private var points: [Point]

  /// Goes on from a snapshot's, or from the beginning.
  init(from checkpoint: Checkpoint? = nil) {
    last = checkpoint ?? Checkpoint(sequence: .zero, hash: [UInt8](repeating: 0, count: Self.byteCount))
    points = [Point(sequence: last.sequence, hash: last.hash, through: last.sequence)]
  }

  /// Takes the next entry that counts.
  mutating func fold(_ entry: Entry) { last = Self.next(last, entry) }

  /// Notes that the log has been read up to `position`, and all that counts of it is folded.
  mutating func settle(through position: SequenceNumber) {
    points.append(Point(sequence: last.sequence, hash: last.hash, through: max(position, last.sequence)))
    // In bulk, so that it costs constant time on average.
    if points.count >= 2 * Self.pointLimit { points.removeFirst(points.count - Self.pointLimit) }
  }

  /// The last point that is not after `sequence`; nil where it is too long ago.
  func point(for sequence: SequenceNumber) -> Point? { points.last { $0.sequence <= sequence } }

  static func next(_ last: Checkpoint, _ entry: Entry) -> Checkpoint {
    var bytes = last.hash
    bytes.pack(entry.sequence.value)
    bytes.pack(entry.session)
    bytes.pack(entry.number)
    entry.event.pack(into: &bytes)
    return Checkpoint(sequence: entry.sequence, hash: Digest.sha256(bytes.span))
  }
}
