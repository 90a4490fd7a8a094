import GRDB
import Journal

/// Reads a journal's file through a connection of its own, which writes nothing, not even a checkpoint. Any
/// thread may use it; they take turns.
final class SQLiteReader: JournalReader {
  private let path: String
  private let queue: DatabaseQueue
  private let selectEntries: String
  private let selectMessages: String

  init(_ path: String, _ queue: DatabaseQueue, _ kind: Schema.Kind = .journal) {
    self.path = path
    self.queue = queue
    selectEntries = Self.selectEntries(kind)
    selectMessages = Self.selectMessages(kind)
  }

  func oldest() throws(JournalError) -> SequenceNumber? {
    try read { db in
      try Int64.fetchOne(db.cachedStatement(sql: "SELECT min(sequence) FROM entry"))
        .map { SequenceNumber(column: $0) }
    }
  }

  func entries(
    after start: SequenceNumber, through end: SequenceNumber, bytes: Int
  ) throws(JournalError) -> [Entry] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: selectEntries), arguments: [start.column, end.column])
      return try Self.take(rows, bytes: bytes, orOne: true)
    }
  }

  func messages(
    for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int
  ) throws(JournalError) -> [Entry] {
    guard count > 0 else { return [] }
    return try read { db in
      let oldest = try Int64.fetchOne(
        db.cachedStatement(sql: Self.nthLast), arguments: [end.column, count - 1])
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: selectMessages),
        arguments: [
          "start": oldest ?? 0, "end": end.column, "session": viewer.session.blob,
          "owner": (viewer.owner ?? viewer.session).blob, "since": viewer.owner?.ownerSince?.column,
        ])
      return try Self.take(rows, bytes: bytes, orOne: false).reversed()
    }
  }

  private static func selectEntries(_ kind: Schema.Kind) -> String {
    """
    SELECT \(Entry.columns(kind)) FROM entry
    WHERE sequence > ? AND sequence <= ? AND event NOT IN (0, 8) ORDER BY sequence
    """
  }

  private static let nthLast = """
    SELECT sequence FROM entry
    WHERE event = 2 AND sequence > (SELECT indexed FROM room) AND sequence <= ?1
    UNION ALL
    SELECT sequence FROM said WHERE sequence <= ?1
    ORDER BY sequence DESC LIMIT 1 OFFSET ?2
    """

  /// Newest first. SQLite merges what is not indexed yet with the two indexes, so only what is taken is read;
  /// of private messages of others in between the index alone, 0.1 µs each. For a guest `:since` is NULL,
  /// which nothing equals.
  private static func selectMessages(_ kind: Schema.Kind) -> String {
    """
    SELECT \(Entry.columns(kind)) FROM entry
    WHERE sequence > max(:start - 1, (SELECT indexed FROM room)) AND sequence <= :end
      AND (event = 2
        OR event = 3 AND (recipient IN (:session, :owner) OR session = :session OR since = :since))
    UNION ALL
    SELECT \(Entry.columns(kind)) FROM said CROSS JOIN entry USING (sequence)
    WHERE sequence BETWEEN :start AND :end
    UNION ALL
    SELECT \(Entry.columns(kind)) FROM whispered CROSS JOIN entry USING (sequence)
    WHERE sequence BETWEEN :start AND :end
      AND (receiver IN (:session, :owner) OR sender = :session OR owner = :since)
    ORDER BY sequence DESC
    """
  }

  private static func take(_ rows: RowCursor, bytes: Int, orOne: Bool) throws -> [Entry] {
    var entries: [Entry] = []
    var size = 0
    while let row = try rows.next() {
      let entry = try Entry(row: row)
      size += entry.cost
      guard size <= bytes || orOne && entries.isEmpty else { break }
      entries.append(entry)
    }
    return entries
  }

  /// Each statement sees the log as it is when it begins; no transaction is needed.
  private func read<Answer>(_ body: (Database) throws -> Answer) throws(JournalError) -> Answer {
    do {
      return try queue.unsafeRead(body)
    } catch {
      throw JournalError(error, path)
    }
  }
}
