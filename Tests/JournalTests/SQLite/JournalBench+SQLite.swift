import Journal
import JournalSQLite
import TestSupport

extension JournalBench {
  /// A journal in this file, at 1,000.
  convenience init(
    file path: String, _ durability: Durability = .full, room: UInt64 = 7,
    indexLag: UInt64 = MessageIndex.standardLag
  ) throws {
    let clock = SettableClock(1_000)
    let journal = try SQLiteJournal(
      path, durability: durability, newRoom: RoomID(room), indexLag: indexLag
    ) { clock.milliseconds }
    self.init(journal, NoControl(), clock)
  }
}
