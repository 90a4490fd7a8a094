import GRDB
import Journal

/// What a commit writes: the numbers of the lines, the entries, packed, in as few rows as they fit, and the
/// index of messages.
///
/// In a transaction `begin`, `add` for each and `finish`; `abandon` where it was undone.
struct Insertion {
  private let line: RawStatement
  private let batch: RawStatement
  private var pending = Batch()
  private var index: MessageIndex
  private var isIndexCurrent = true

  init(_ db: Database, indexLag: UInt64) throws {
    line = try RawStatement(
      db, "INSERT INTO line (session, number, sequence) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    batch = try RawStatement(db, "INSERT INTO batch (last, entries) VALUES (?, ?)")
    index = try MessageIndex(db, lag: indexLag)
  }

  mutating func begin(_ db: Database) throws {
    guard !isIndexCurrent else { return }
    try index.reload(db)
    isIndexCurrent = true
  }

  /// Whether it is added; to a journal it is not where its (session, number) is there already.
  mutating func add(_ entry: Entry) throws -> Bool {
    guard try entry.number == 0 || note(entry.number, of: entry.session, at: entry.sequence) else {
      return false
    }
    pending.append(entry)
    try index.note(entry.event, of: entry.session, at: entry.sequence)
    if pending.isFull { try write() }
    return true
  }

  /// The same with what another table had, whatever is left of it.
  mutating func move(_ entry: StoredEntry) throws {
    if entry.number > 0 { _ = try note(entry.number, of: entry.session, at: entry.sequence) }
    pending.append(entry)
    try index.note(entry.entry?.event, of: entry.session, at: entry.sequence)
    if pending.isFull { try write() }
  }

  mutating func finish() throws {
    if !pending.isEmpty { try write() }
  }

  mutating func abandon() {
    pending.removeAll()
    isIndexCurrent = false
  }

  /// What is struck or erased the index is not to tell of, once it is written down.
  mutating func noteEmptied(_ sequences: [SequenceNumber]) {
    if sequences.contains(where: { $0 > index.end }) { isIndexCurrent = false }
  }

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
