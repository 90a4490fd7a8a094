import Journal
import JournalSQLite

/// Makes entries of what arrives, in the stream's order, and puts them into the mirror.
struct Intake {
  /// The snapshot that the reader begins with: its place and its time.
  private let base: (sequence: SequenceNumber, milliseconds: Int64)
  /// The time of the last entry.
  private var milliseconds: Int64
  /// The newest whole snapshot that is known.
  private(set) var snapshot: SequenceNumber
  /// What other nodes came to, to be compared once all that counts is folded.
  var checkpoints: [Checkpoint] = []
  /// What has left the stream, and is to leave the mirror.
  var removals: [Removal] = []

  init(_ mirror: SQLiteMirror, from manifest: Manifest?) throws(JournalError) {
    base = (manifest?.sequence ?? .zero, manifest?.milliseconds ?? 0)
    milliseconds = try mirror.milliseconds(at: mirror.position)
    snapshot = base.sequence
  }

  /// The entries among what has come, with the ids of one's own drafts. They are in the mirror then.
  mutating func take(
    _ arrivals: [Arrival], into mirror: SQLiteMirror
  ) throws(JournalError) -> [(entry: Entry, draft: UInt64?)] {
    guard let end = arrivals.last?.sequence else { return [] }
    var taken: [(entry: Entry, draft: UInt64?)] = []
    for arrival in arrivals {
      switch arrival.content {
      case .entry(let entry, let draft): taken.append((self.entry(arrival.sequence, entry), draft))
      case .checkpoint(let checkpoint): checkpoints.append(checkpoint)
      case .removal(let removal): removals.append(removal)
      case .manifest(let manifest):
        checkpoints.append(manifest.checkpoint)
        snapshot = max(snapshot, manifest.sequence)
      case .other: break
      }
    }
    try mirror.append(taken.map(\.entry), through: end)
    return taken
  }

  /// Lets the mirror have no more of it than the stream has.
  mutating func removeRemoved(from mirror: SQLiteMirror) throws(JournalError) {
    for removal in removals {
      switch removal.kind {
      case .struck: try mirror.strike(removal.sequences)
      case .erased: try mirror.erase(removal.sequences)
      }
    }
    removals = []
  }

  /// Writers' clocks differ: an entry is never from before the one in front of it. A reader that begins with
  /// a snapshot has not seen all of them, but knows the time that they came to.
  private mutating func entry(_ sequence: SequenceNumber, _ entry: StreamEntry) -> Entry {
    if sequence > base.sequence { milliseconds = max(milliseconds, base.milliseconds) }
    milliseconds = max(milliseconds, entry.milliseconds)
    return Entry(
      sequence: sequence, milliseconds: milliseconds, writer: entry.writer, session: entry.draft.session,
      number: entry.draft.number, event: entry.draft.event)
  }
}
