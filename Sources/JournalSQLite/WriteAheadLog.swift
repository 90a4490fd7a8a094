import GRDB
import GRDBSQLite

/// How long SQLite's write-ahead log is, and when it is brought into the file (a checkpoint): while nobody
/// waits, or where it has grown long all the same. SQLite's own automatic checkpoints come every 1,000 pages
/// in the midst of a commit, which quadruples the slowest percent of messages.
final class WriteAheadLog {
  /// While nobody waits, a checkpoint is worth its syncs from this length on.
  static let worthBytes = 4 << 20
  /// From this length on there is a checkpoint whoever waits; SQLite then also shortens the file to it.
  static let largeBytes = 64 << 20
  /// Milliseconds that a commit waits for who looks into the file from outside and holds a lock for a moment.
  static let busyMilliseconds: Int32 = 5_000

  private static let pageBytes = 4096

  private var frames = 0
  /// A reader can keep a checkpoint from finishing; then the next one is due when the log has grown again.
  private var forcedFrames = largeBytes / pageBytes
  /// Whether something was erased that the log may still have; of the life before this one nobody knows.
  private var isToBeEmptied = true

  /// The log of that connection, which must not outlive this owner.
  init(_ db: Database) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe sqlite3_wal_hook(
      db.sqliteConnection,
      { context, _, _, frames in
        guard let context = unsafe context else { return SQLITE_OK }
        unsafe Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().committed(Int(frames))
        return SQLITE_OK
      }, context)
  }

  var isWorthCheckpoint: Bool { isToBeEmptied || frames * Self.pageBytes >= Self.worthBytes }

  var isLarge: Bool { frames >= forcedFrames }

  /// What was written before is to be in the log no more, once nobody waits.
  func noteErased() { isToBeEmptied = true }

  /// Writes what the log holds into the file, as far as no reader is in the way.
  func checkpoint(_ db: Database) throws {
    guard frames > 0 else { return }
    let remaining = frames
    forcedFrames = remaining + Self.largeBytes / Self.pageBytes
    frames = 0
    let (all, done) = try db.checkpoint(.passive)
    guard done == all else { return frames = remaining }
  }

  /// The same while nobody waits, and empties the log where something was erased: a checkpoint alone leaves
  /// it as it is until it is written over.
  func rest(_ db: Database) throws {
    guard isToBeEmptied else { return try checkpoint(db) }
    // A reader that is in the way is not waited for: the next rest tries again.
    unsafe sqlite3_busy_timeout(db.sqliteConnection, 0)
    defer { unsafe sqlite3_busy_timeout(db.sqliteConnection, Self.busyMilliseconds) }
    do {
      _ = try db.checkpoint(.truncate)
      isToBeEmptied = false
      committed(0)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return
    }
  }

  private func committed(_ count: Int) {
    frames = count
    // The log has begun anew.
    if count < Self.largeBytes / Self.pageBytes { forcedFrames = Self.largeBytes / Self.pageBytes }
  }
}
