import GRDB
import Journal

/// Where messages are: a row of the table `stretch` for some hundreds of entries at a time. Past its end a
/// reader looks through the entries themselves.
///
/// An index by person would cost each commit a page for everyone who spoke. This one has next to nothing to
/// write, and who looks for messages passes over all stretches that have none for them.
package struct MessageIndex {
  /// From so many entries on a stretch ends with the commit. Longer ones would make whoever looks into one
  /// read more that is not theirs, shorter ones whoever passes over them.
  package static let standardLag: UInt64 = 256

  /// The last entry of the last stretch that is written.
  private(set) var end: SequenceNumber
  private let lag: UInt64
  private let insert: RawStatement
  /// Of what comes after `end`; of entries that a commit has undone too.
  private var stretch = Stretch()

  /// Goes on behind the last stretch, with what is there.
  init(_ db: Database, lag: UInt64) throws {
    self.lag = lag
    insert = try RawStatement(db, "INSERT INTO stretch (last, has_public, persons) VALUES (?, ?, ?)")
    end = SequenceNumber(column: try Int64.fetchOne(db, sql: "SELECT max(last) FROM stretch") ?? 0)
    try db.eachBatch(after: end) { entries in
      for entry in entries {
        if case .event(let event) = entry.content { note(event, of: entry.session) }
      }
      return true
    }
  }

  mutating func note(_ event: Event, of session: SessionID) { stretch.note(event, of: session) }

  /// Writes the stretch down where it is long enough, in the transaction that made the newest entry. Once
  /// that is committed, `settle` is to be called.
  func follow(_ newest: SequenceNumber) throws {
    guard isDue(newest) else { return }
    insert.bind(1, newest.column)
    insert.bind(2, stretch.hasPublic ? 1 : 0)
    _ = try insert.bind(3, blob: stretch.persons.bytes) { try insert.run() }
  }

  /// Begins the next stretch where `follow` has written one down.
  mutating func settle(_ newest: SequenceNumber) {
    guard isDue(newest) else { return }
    end = newest
    stretch.removeAll()
  }

  private func isDue(_ newest: SequenceNumber) -> Bool { newest.value >= end.value + lag }
}
