import GRDB
import Journal

/// The tables, and the statements over them that change something.
///
/// Later versions add a migration and never change one. The file says by its `application_id` whose it is
/// (sqlite.org/fileformat2.html, 1.3.17); that of a file of something else is left alone.
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
  private static func migrations(_ kind: Kind, _ newRoom: RoomID) -> DatabaseMigrator {
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
    return migrator
  }

  /// `room.is_lossy` is 1 where it was last opened under `Durability.normal`. `event` is an `EventKind`, or 0
  /// where it did not count and was emptied, or 8 where nothing is kept of a private message but that it was;
  /// `line` knows a line that is sent again; of `said` and `whispered`, `MessageIndex` tells.
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
  /// the log. Which of two entries of a (session, number) counts, the roster says.
  private static let mirrorTables = """
    DROP INDEX line;
    CREATE INDEX line ON entry (session, number) WHERE number > 0;
    CREATE TABLE mirror (position INTEGER NOT NULL, swept INTEGER NOT NULL) STRICT;
    INSERT INTO mirror VALUES (0, 0);
    """

  /// The parameter of `insert` for the writer, behind all that a statement has.
  static let writerParameter: Int32 = 12

  /// Adds an entry that has only these columns, in their order, to a mirror with the writer.
  static func insert(_ columns: [String], _ kind: Kind) -> String {
    let names = columns.joined(separator: ", ")
    let values = columns.map { _ in "?" }.joined(separator: ", ")
    return switch kind {
    case .journal:
      "INSERT INTO entry (\(names)) VALUES (\(values)) "
        + "ON CONFLICT (session, number) WHERE number > 0 DO NOTHING"
    case .mirror: "INSERT INTO entry (\(names), writer) VALUES (\(values), ?\(writerParameter))"
    }
  }

  static let index = [
    """
    INSERT INTO said
    SELECT sequence FROM entry WHERE event = 2 AND sequence > :end AND sequence <= :newest
    """,
    """
    INSERT INTO whispered
    SELECT sequence, session, recipient, since FROM entry
    WHERE event = 3 AND sequence > :end AND sequence <= :newest
    """,
  ]

  static let lossy = "UPDATE room SET is_lossy = ?"

  static let indexed = "UPDATE room SET indexed = ?"

  /// The condition of the index `line` has to stand in it. Without `likely`, SQLite (3.40) takes it for the
  /// better one of the two about the number, and looks through all lines of the session.
  static let line = "SELECT sequence FROM entry WHERE session = ? AND number = ? AND likely(number > 0)"

  /// The line may be sent again, and then count, so its number is forgotten.
  static let strike = """
    UPDATE entry SET event = 0, session = zeroblob(16), number = 0, name = NULL, folded = NULL,
      resumable = NULL, addressee = NULL, recipient = NULL, text = NULL, cause = NULL, since = NULL,
      keys = NULL
    WHERE sequence = ?
    """

  /// The line stays known by its number.
  static let erase = """
    UPDATE entry SET event = 8, name = NULL, addressee = NULL, recipient = NULL, text = NULL,
      since = NULL
    WHERE sequence = ? AND event = 3
    """

  /// Times rise with numbers, which SQLite does not know: the limit comes first, or it would look through all
  /// that is too young.
  static let trim = """
    DELETE FROM entry WHERE sequence IN (
      SELECT sequence FROM (
        SELECT sequence, milliseconds FROM entry WHERE sequence <= ? ORDER BY sequence LIMIT ?)
      WHERE milliseconds < ?)
    """

  static let whispers = """
    SELECT sequence, receiver, milliseconds FROM whispered CROSS JOIN entry USING (sequence)
    WHERE sequence > ?1 AND sequence <= ?2
    UNION ALL
    SELECT sequence, recipient, milliseconds FROM entry
    WHERE event = 3 AND sequence > max(?1, (SELECT indexed FROM room)) AND sequence <= ?2
    ORDER BY sequence LIMIT ?3
    """
}
