import GRDB
import Journal

/// What a commit writes: the numbers of the lines, the entries, packed, in as few rows as they fit, and the
/// index of messages.
///
/// In a transaction `add` for each and `finish`; when it is committed `settle`, or `abandon` where it was
/// undone.
struct Insertion {
  private let line: RawStatement
  private let batch: RawStatement
  private var pending = Batch()
  private var index: MessageIndex

  init(_ db: Database, indexLag: UInt64) throws {
    line = try RawStatement(
      db, "INSERT INTO line (session, number, sequence) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    batch = try RawStatement(db, "INSERT INTO batch (last, entries) VALUES (?, ?)")
    index = try MessageIndex(db, lag: indexLag)
  }

  /// Whether it is added; to a journal it is not where its (session, number) is there already.
  mutating func add(_ entry: Entry) throws -> Bool {
    guard try entry.number == 0 || note(entry.number, of: entry.session, at: entry.sequence) else {
      return false
    }
    pending.append(entry)
    index.note(entry.event, of: entry.session)
    if pending.isFull { try write() }
    return true
  }

  /// The same with what another table had, whatever is left of it.
  mutating func move(_ entry: StoredEntry) throws {
    if entry.number > 0 { _ = try note(entry.number, of: entry.session, at: entry.sequence) }
    pending.append(entry)
    if case .event(let event) = entry.content { index.note(event, of: entry.session) }
    if pending.isFull { try write() }
    try index.follow(entry.sequence)
    index.settle(entry.sequence)
  }

  /// - Parameter newest: the last entry that was added; where there was none, the last of all.
  mutating func finish(_ newest: SequenceNumber) throws {
    if !pending.isEmpty { try write() }
    try index.follow(newest)
  }

  mutating func settle(_ newest: SequenceNumber) { index.settle(newest) }

  mutating func abandon() { pending.removeAll() }

  private func note(_ number: UInt64, of session: SessionID, at sequence: SequenceNumber) throws -> Bool {
    line.bind(2, Int64(clamping: number))
    line.bind(3, sequence.column)
    return try line.bind(1, session) { try line.run() } == 1
  }

  private mutating func write() throws {
    batch.bind(1, pending.last.column)
    _ = try batch.bind(2, blob: pending.bytes) { try batch.run() }
    pending.removeAll()
  }
}
