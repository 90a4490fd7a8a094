import GRDB
import Journal

extension SQLiteMirror {
  /// The file, as it is found.
  struct Opened {
    let writer: DatabaseQueue
    let reader: SQLiteReader
    let insertion: Insertion
    let groupCommit: GroupCommit
    let log: WriteAheadLog
    let start: Start
    let position: SequenceNumber
    let swept: SequenceNumber

    init(_ path: String, _ room: RoomID, indexLag: UInt64) throws(JournalError) {
      do {
        let writer = try DatabaseQueue(path: path, configuration: LogConnection.configuration("mirror"))
        try Schema.prepare(writer, .mirror, newRoom: room)
        (start, position, swept) = try writer.writeWithoutTransaction { db in
          try LogConnection.configure(db, .normal)
          guard let row = try Row.fetchOne(db, sql: "SELECT position, swept FROM mirror") else {
            throw JournalError(.corrupt, "a mirror without a position")
          }
          let position = SequenceNumber(column: try row.decode(atIndex: 0))
          // What was put in last may not count; the log says so again.
          try db.inTransaction(.immediate) {
            try db.removeAll(after: position)
            return .commit
          }
          return (try Start(db), position, SequenceNumber(column: try row.decode(atIndex: 1)))
        }
        guard start.room == room else { throw JournalError(.corrupt, "\(path): the mirror of another room") }
        var reading = LogConnection.configuration("history")
        reading.readonly = true
        reader = SQLiteReader(path, try DatabaseQueue(path: path, configuration: reading))
        (groupCommit, insertion, log) = try writer.writeWithoutTransaction { db in
          (try GroupCommit(db), try Insertion(db, indexLag: indexLag), WriteAheadLog(db))
        }
        self.writer = writer
      } catch {
        throw JournalError(error, path)
      }
    }
  }
}
