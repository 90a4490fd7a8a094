import GRDB
import Journal

/// Where the log goes on when its file is opened.
struct Start {
  let room: RoomID
  /// The newest entry that is there.
  let newest: SequenceNumber
  /// Whether there may have been newer ones, which people have seen.
  let isLossy: Bool
  let milliseconds: Int64
  let index: MessageIndex

  init(_ db: Database) throws {
    guard let room = try Row.fetchOne(db, sql: "SELECT id, indexed, is_lossy FROM room") else {
      throw JournalError(.corrupt, "a journal without a room")
    }
    self.room = RoomID(UInt64(bitPattern: try room.decode(Int64.self, atIndex: 0)))
    index = MessageIndex(through: SequenceNumber(column: try room.decode(atIndex: 1)))
    isLossy = try room.decode(atIndex: 2)
    let newest = try Row.fetchOne(
      db, sql: "SELECT sequence, milliseconds FROM entry ORDER BY sequence DESC LIMIT 1")
    self.newest = SequenceNumber(column: try newest?.decode(atIndex: 0) ?? 0)
    milliseconds = try newest?.decode(atIndex: 1) ?? 0
  }
}
