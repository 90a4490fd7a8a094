import GRDB
import Journal

/// Where the log goes on when its file is opened.
struct Start {
  let room: RoomID
  /// The newest entry that is there, struck or not.
  let newest: SequenceNumber
  /// Whether there may have been newer ones, which people have seen.
  let isLossy: Bool
  let milliseconds: Int64

  init(_ db: Database) throws {
    guard let room = try Row.fetchOne(db, sql: "SELECT id, is_lossy FROM room") else {
      throw JournalError(.corrupt, "a journal without a room")
    }
    self.room = RoomID(UInt64(bitPattern: try room.decode(Int64.self, atIndex: 0)))
    isLossy = try room.decode(atIndex: 1)
    let newest = try db.newest(through: SequenceNumber(.max))
    self.newest = newest?.sequence ?? .zero
    milliseconds = newest?.milliseconds ?? 0
  }
}
