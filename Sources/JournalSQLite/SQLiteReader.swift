import GRDB
import Journal

/// Reads a journal's file through a connection of its own, which writes nothing, not even a checkpoint. Any
/// thread may use it; they take turns.
final class SQLiteReader: JournalReader {
  private let path: String
  private let queue: DatabaseQueue

  init(_ path: String, _ queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  func oldest() throws(JournalError) -> SequenceNumber? {
    try read { db in
      var oldest: SequenceNumber?
      try db.eachBatch(after: .zero) { entries in
        oldest = entries.first?.sequence
        return false
      }
      return oldest
    }
  }

  func entries(
    after start: SequenceNumber, through end: SequenceNumber, bytes: Int
  ) throws(JournalError) -> [Entry] {
    try read { db in
      var found: [Entry] = []
      var size = 0
      try db.eachBatch(after: start) { entries in
        for stored in entries {
          guard stored.sequence <= end else { return false }
          guard let entry = stored.entry else { continue }
          size += entry.cost
          guard size <= bytes || found.isEmpty else { return false }
          found.append(entry)
        }
        return true
      }
      return found
    }
  }

  func messages(
    for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int
  ) throws(JournalError) -> [Entry] {
    try read { db in
      var found = LastMessages(for: viewer, count: count, bytes: bytes)
      // The stretch in which `end` is; what has no stretch yet may have anything.
      let first = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT has_public, persons FROM stretch WHERE last >= ? ORDER BY last LIMIT 1"),
        arguments: [end.column])
      var isWorthLooking = try first.map { try Stretch(row: $0, at: 0).mayConcern(viewer) } ?? true
      var end = end
      let earlier = try Row.fetchCursor(
        db.cachedStatement(
          sql: "SELECT last, has_public, persons FROM stretch WHERE last < ? ORDER BY last DESC"),
        arguments: [end.column])
      while !found.isComplete {
        let row = try earlier.next()
        let start = SequenceNumber(column: try row?.decode(atIndex: 0) ?? 0)
        if isWorthLooking {
          try db.eachBatchBackwards(from: end, after: start) { entries in
            for stored in entries.reversed() {
              if let entry = stored.entry { found.add(entry) }
              if found.isComplete { return false }
            }
            return true
          }
        }
        guard let row else { break }
        isWorthLooking = try Stretch(row: row, at: 1).mayConcern(viewer)
        end = start
      }
      return found.entries.reversed()
    }
  }

  /// Each statement sees the log as it is when it begins. What comes to it or goes from it between two of
  /// them does no harm, so no transaction is needed.
  private func read<Answer>(_ body: (Database) throws -> Answer) throws(JournalError) -> Answer {
    do {
      return try queue.unsafeRead(body)
    } catch {
      throw JournalError(error, path)
    }
  }
}
