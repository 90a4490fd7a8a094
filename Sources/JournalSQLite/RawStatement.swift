import GRDB
import GRDBSQLite
import Journal

/// A statement through SQLite's own calls on GRDB's connection, for what every message or every commit
/// passes: GRDB would make values of its own of all arguments, and parse `BEGIN` and `COMMIT` each time. To
/// be used inside the connection's queue alone, and to be let go before it.
@safe final class RawStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer

  init(_ db: Database, _ sql: String) throws {
    guard let connection = unsafe db.sqliteConnection else {
      throw JournalError(.failed, "a connection that is closed")
    }
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement = unsafe statement else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
    }
    unsafe self.statement = unsafe statement
    unsafe self.connection = unsafe connection
  }

  deinit { unsafe sqlite3_finalize(statement) }

  /// Runs it with what was bound, which is bound no more then, and answers how many rows it changed. It gives
  /// no rows.
  @discardableResult
  func run() throws -> Int {
    let code = unsafe sqlite3_step(statement)
    defer {
      unsafe sqlite3_reset(statement)
      unsafe sqlite3_clear_bindings(statement)
    }
    guard code == SQLITE_DONE else {
      let extended = unsafe sqlite3_extended_errcode(connection)
      throw DatabaseError(
        resultCode: ResultCode(rawValue: extended),
        message: unsafe String(cString: sqlite3_errmsg(connection)))
    }
    return Int(unsafe sqlite3_changes(connection))
  }

  func bind(_ column: Int32, _ value: Int64) {
    unsafe sqlite3_bind_int64(statement, column, value)
  }

  // SQLite reads all three where they are (SQLITE_STATIC) instead of copying them, so they are bound only
  // while `body` is running, in which `run` takes them back.
  func bind<Answer>(_ column: Int32, text: [UInt8], _ body: () throws -> Answer) rethrows -> Answer {
    try unsafe text.withUnsafeBytes { bytes in
      let characters = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
      _ = unsafe sqlite3_bind_text(statement, column, characters, Int32(bytes.count), nil)
      return try body()
    }
  }

  func bind<Answer>(_ column: Int32, blob: [UInt8], _ body: () throws -> Answer) rethrows -> Answer {
    // An empty array may have no address, which would be NULL.
    guard !blob.isEmpty else {
      unsafe sqlite3_bind_zeroblob(statement, column, 0)
      return try body()
    }
    return try unsafe blob.withUnsafeBytes { bytes in
      _ = unsafe sqlite3_bind_blob(statement, column, bytes.baseAddress, Int32(bytes.count), nil)
      return try body()
    }
  }

  func bind<Answer>(_ column: Int32, _ session: SessionID, _ body: () throws -> Answer) rethrows -> Answer {
    var halves = (session.high.bigEndian, session.low.bigEndian)
    return try unsafe withUnsafeBytes(of: &halves) { bytes in
      _ = unsafe sqlite3_bind_blob(statement, column, bytes.baseAddress, Int32(bytes.count), nil)
      return try body()
    }
  }
}
