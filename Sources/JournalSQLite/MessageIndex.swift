import GRDB
import Journal

/// Which entries are messages, in two small tables beside `entry`: `said` for public ones, `whispered` for
/// private ones and whose they are.
///
/// To keep them up to date would cost each commit more pages than its messages take. So they lag behind the
/// log and are brought up to it many entries at a time, up to `room.indexed`; past it, a reader looks through
/// the entries themselves. What is struck, erased or trimmed goes from them by triggers.
package struct MessageIndex {
  /// So many entries it may lag behind when a commit begins. Whoever speaks next waits until they are added,
  /// a fraction of a millisecond; with fewer at a time, the pages that each time costs would count.
  package static let standardLag: UInt64 = 256

  /// The last entry that it has.
  private(set) var end: SequenceNumber

  init(through end: SequenceNumber) { self.end = end }

  /// Brings it up to the newest entry, where it lags behind by so many. To be called in the transaction that
  /// made that entry.
  mutating func follow(_ newest: SequenceNumber, lag: UInt64, _ db: Database) throws {
    guard newest.value >= end.value + lag else { return }
    for sql in Schema.index {
      try db.cachedStatement(sql: sql).execute(arguments: ["end": end.column, "newest": newest.column])
    }
    try db.cachedStatement(sql: Schema.indexed).execute(arguments: [newest.column])
    end = newest
  }
}
