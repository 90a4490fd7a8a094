import GRDB

/// The transactions of the connection that writes.
struct GroupCommit {
  private let begin: RawStatement
  private let commit: RawStatement
  private let rollback: RawStatement

  init(_ db: Database) throws {
    begin = try RawStatement(db, "BEGIN IMMEDIATE")
    commit = try RawStatement(db, "COMMIT")
    rollback = try RawStatement(db, "ROLLBACK")
  }

  /// What the body changes is there together, or nothing of it where this throws.
  func callAsFunction<Answer>(_ db: Database, _ body: (Database) throws -> Answer) throws -> Answer {
    try begin.run()
    do {
      let answer = try body(db)
      try commit.run()
      return answer
    } catch {
      // Some errors have undone it already (sqlite.org/lang_transaction.html, 3).
      if db.isInsideTransaction { _ = try? rollback.run() }
      throw error
    }
  }
}
