import Foundation
import GRDB
import Journal

/// What the connections to a log's file are like.
enum LogConnection {
  /// Nobody but us writes; whoever looks into the file from outside may hold a lock for a moment.
  static func configuration(_ label: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = label
    configuration.foreignKeysEnabled = false
    // Files for what is too large to be sorted in memory would lie in a folder of everybody's, which a server
    // in a sandbox cannot reach, and have private messages in them.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    // A migration, too, leaves nothing in the file of what it has put elsewhere.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    configuration.busyMode = .timeout(TimeInterval(WriteAheadLog.busyMilliseconds) / 1_000)
    return configuration
  }

  /// The settings that a connection has and the file has not, and whether they came to be: GRDB sets
  /// `synchronous` by itself where it switches to the write-ahead log.
  static func configure(_ db: Database, _ durability: Durability) throws {
    try db.execute(
      sql: """
        PRAGMA journal_mode = WAL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = \(WriteAheadLog.largeBytes);
        PRAGMA synchronous = \(durability.pragma);
        """)
    for (pragma, wanted) in [
      ("journal_mode", "wal"), ("wal_autocheckpoint", "0"), ("synchronous", "\(durability.level)"),
    ] {
      let value = try String.fetchOne(db, sql: "PRAGMA \(pragma)") ?? "nothing"
      guard value == wanted else {
        throw JournalError(.failed, "PRAGMA \(pragma) answers \(value) in place of \(wanted)")
      }
    }
  }
}
