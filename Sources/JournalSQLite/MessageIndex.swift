import GRDB
import Journal

/// Where messages are: a row of the table `stretch` for so many entries at a time. Past its end a reader
/// looks through the entries themselves.
///
/// An index by person would cost each commit a page for everyone who spoke. This one has next to nothing to
/// write, and who looks for messages passes over all stretches that have none for them.
package struct MessageIndex {
  /// From so many numbers on a stretch ends with the next entry. Longer ones would make whoever looks into
  /// one read more that is not theirs, shorter ones whoever passes over them.
  package static let standardLag: UInt64 = 256

  /// The last entry of the last stretch that is written.
  private(set) var end: SequenceNumber
  private let lag: UInt64
  private let insert: RawStatement
  /// Of what comes after `end`.
  private var stretch = Stretch()

  /// Goes on behind the last stretch, with what is there.
  init(_ db: Database, lag: UInt64) throws {
    self.lag = lag
    insert = try RawStatement(db, "INSERT INTO stretch (last, has_public, persons) VALUES (?, ?, ?)")
    end = .zero
    try reload(db)
  }

  /// To be called before the next `note` where a transaction was undone, or entries after `end` were emptied.
  mutating func reload(_ db: Database) throws {
    end = SequenceNumber(column: try Int64.fetchOne(db, sql: "SELECT max(last) FROM stretch") ?? 0)
    stretch.removeAll()
    try db.eachBatch(after: end) { entries in
      for entry in entries { stretch.note(entry) }
      return true
    }
  }

  /// Takes the next entry, nil for what was emptied, and writes the stretch down where that was its last one,
  /// in the transaction that adds the entry.
  mutating func note(_ event: Event?, of session: SessionID, at sequence: SequenceNumber) throws {
    if let event { stretch.note(event, of: session) }
    guard sequence.value >= end.value + lag else { return }
    insert.bind(1, sequence.column)
    insert.bind(2, stretch.hasPublic ? 1 : 0)
    _ = try insert.bind(3, blob: stretch.persons.bytes) { try insert.run() }
    end = sequence
    stretch.removeAll()
  }
}
