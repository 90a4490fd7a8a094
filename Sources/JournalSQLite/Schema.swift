import GRDB
import Journal

/// The tables, and the statements over them that change something.
///
/// Later versions add a migration and never change one of a journal's. The file says by its `application_id`
/// whose it is (sqlite.org/fileformat2.html, 1.3.17); that of a file of something else is left alone.
enum Schema {
  /// What a file is; the raw value is its `application_id`, in ASCII.
  enum Kind: Int64 {
    /// "papo": the journal itself.
    case journal = 0x7061_706f
    /// "papm": a `SQLiteMirror`, in which a session may have several entries of a number for a moment.
    case mirror = 0x7061_706d
  }

  /// Brings an own or an empty file to the newest version; of a mirror that is older it throws `corrupt`,
  /// since what its version did not keep the log alone has.
  static func prepare(_ queue: DatabaseQueue, _ kind: Kind = .journal, newRoom: RoomID) throws {
    let migrations = migrations(kind, newRoom)
    try queue.inDatabase { db in
      let id = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
      guard id == kind.rawValue || id == 0 && isEmpty else {
        throw JournalError(.foreign, "this is a database, but no \(kind) of papo")
      }
      guard try !migrations.hasBeenSuperseded(db) else {
        throw JournalError(.newer, "this journal was written by a newer papod")
      }
      guard try kind == .journal || isEmpty || migrations.hasCompletedMigrations(db) else {
        throw JournalError(.corrupt, "this mirror was written by an older papod")
      }
    }
    try migrations.migrate(queue)
  }

  /// From the first version on.
  static func migrations(_ kind: Kind, _ newRoom: RoomID) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: firstVersion)
      try db.execute(
        sql: "INSERT INTO room (id, indexed, is_lossy) VALUES (?, 0, 0)",
        arguments: [Int64(bitPattern: newRoom.value)])
      try db.execute(sql: "PRAGMA application_id = \(kind.rawValue)")
    }
    // The keys of `Identity.keys`, one after the other; NULL where there is none.
    migrator.registerMigration("2") { try $0.execute(sql: "ALTER TABLE entry ADD COLUMN keys BLOB") }
    // `Whisper.owner` in short; NULL for guests. That older programs know neither that nor `deviceJoined` is
    // said by this too.
    migrator.registerMigration("3") { try $0.execute(sql: "ALTER TABLE whispered ADD COLUMN owner INTEGER") }
    if kind == .mirror {
      migrator.registerMigration("mirror") { try $0.execute(sql: mirrorTables) }
      // `Entry.writer`.
      migrator.registerMigration("mirror 2") {
        try $0.execute(sql: "ALTER TABLE entry ADD COLUMN writer INTEGER")
      }
    }
    // From a row an entry to a row for all entries of a commit.
    migrator.registerMigration("4") { db in
      try db.execute(sql: "DROP INDEX line")
      try db.execute(sql: batchTables(kind))
      try EntryRows.pack(db)
      try db.execute(sql: "DROP TABLE entry; DROP TABLE said; DROP TABLE whispered")
      try db.execute(sql: "ALTER TABLE room DROP COLUMN indexed")
    }
    return migrator
  }

  /// `room.is_lossy` is 1 where it was last opened under `Durability.normal`. Of the other tables versions 1
  /// to 3 had, `EntryRows` tells.
  private static let firstVersion = """
    CREATE TABLE room (id INTEGER NOT NULL, indexed INTEGER NOT NULL, is_lossy INTEGER NOT NULL) STRICT;
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY,
      milliseconds INTEGER NOT NULL,
      event INTEGER NOT NULL,
      session BLOB NOT NULL,
      number INTEGER NOT NULL,
      name TEXT,
      folded TEXT,
      resumable INTEGER,
      addressee TEXT,
      recipient BLOB,
      text TEXT,
      cause INTEGER,
      since INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX line ON entry (session, number) WHERE number > 0;
    CREATE TABLE said (sequence INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE whispered (
      sequence INTEGER PRIMARY KEY, sender BLOB NOT NULL, receiver BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER emptied AFTER UPDATE OF event ON entry BEGIN
      DELETE FROM said WHERE sequence = old.sequence;
      DELETE FROM whispered WHERE sequence = old.sequence;
    END;
    CREATE TRIGGER trimmed AFTER DELETE ON entry BEGIN
      DELETE FROM said WHERE sequence = old.sequence;
      DELETE FROM whispered WHERE sequence = old.sequence;
    END;
    CREATE TABLE snapshot (
      sequence INTEGER NOT NULL,
      part INTEGER NOT NULL,
      is_last INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (sequence, part)
    ) STRICT;
    """

  /// How far the log is in the mirror, with all that was struck of it, and how far what was struck has left
  /// the log.
  private static let mirrorTables = """
    CREATE TABLE mirror (position INTEGER NOT NULL, swept INTEGER NOT NULL) STRICT;
    INSERT INTO mirror VALUES (0, 0);
    """

  /// `batch` has the entries up to `last` that are in no batch before (`Batch`); `line` knows a line that is
  /// sent again, and in a mirror may have several of a number: which of them counts, the roster says; of
  /// `stretch`, `MessageIndex` tells.
  private static func batchTables(_ kind: Kind) -> String {
    let lineKey =
      switch kind {
      case .journal: "session, number"
      case .mirror: "session, number, sequence"
      }
    return """
      CREATE TABLE batch (last INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
      CREATE TABLE line (
        session BLOB NOT NULL, number INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (\(lineKey))
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE stretch (
        last INTEGER PRIMARY KEY, has_public INTEGER NOT NULL, persons BLOB NOT NULL
      ) STRICT;
      """
  }

  static let lossy = "UPDATE room SET is_lossy = ?"

  static let line = "SELECT sequence FROM line WHERE session = ? AND number = ?"
}
