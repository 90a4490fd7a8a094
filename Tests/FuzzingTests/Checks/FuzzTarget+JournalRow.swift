import Foundation
import GRDB
import Journal

@testable import ChatServer
@testable import JournalSQLite

extension FuzzTarget {
  /// Rows of a mirror's table, which has all columns of a journal's and the writer, as whoever can write to
  /// the file may have left them: each is an error or an entry, which comes back when it is written, and
  /// which the roster folds. Of each of its columns the first byte says the kind of value, then the value
  /// comes.
  static let journalRow = FuzzTarget("journal-row", seeds: makeRows) { bytes in
    var input = FuzzInput(bytes)
    var log = FoldedLog()
    for _ in 0..<16 where !input.isEmpty {
      let values = (0..<columnCount).map { _ in value(&input) }
      let marks = repeatElement("?", count: columnCount).joined(separator: ", ")
      let entry = try? database.get().inDatabase { try read("SELECT \(marks)", values, $0) }
      guard let entry else { continue }
      try checkKept(entry)
      log.fold(entry)
    }
    // What the server would write before it stops, it can read when it starts.
    let again = try Roster(Snapshot(sequence: log.last, bytes: written(log.roster)))
    try hold(again == log.roster, "a roster that changes")
  }

  /// Entries as the table gives them: in the order of their numbers, and no line of a session twice.
  private struct FoldedLog {
    private struct Line: Hashable {
      let session: SessionID
      let number: UInt64
    }

    private(set) var roster = Roster()
    private(set) var last = SequenceNumber.zero
    private var lines: Set<Line> = []

    mutating func fold(_ entry: Entry) {
      let line = Line(session: entry.session, number: entry.number)
      guard entry.sequence > last, entry.number == 0 || lines.insert(line).inserted else { return }
      _ = roster.apply(entry)
      last = entry.sequence
    }
  }

  private static let columnCount = 15

  /// A mirror's tables in memory, made once.
  private static let database = Result { () throws -> DatabaseQueue in
    let queue = try DatabaseQueue()
    try Schema.prepare(queue, .mirror, newRoom: RoomID(1))
    return queue
  }

  /// The entry in the first row, out of SQLite's own memory as the reader does it: GRDB's copies of rows end
  /// texts at a NUL.
  private static func read(_ sql: String, _ values: [DatabaseValue], _ db: Database) throws -> Entry? {
    let statement = try db.cachedStatement(sql: sql)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values))
    return try rows.next().map { try Entry(row: $0) }
  }

  private static func value(_ input: inout FuzzInput) -> DatabaseValue {
    switch input.byte() & 7 {
    case 0: .null
    case 1: Int64(input.byte()).databaseValue
    case 2: input.integer().databaseValue
    case 3: String(decoding: input.piece(), as: UTF8.self).databaseValue
    case 4: Data((0..<16).map { _ in input.byte() }).databaseValue
    case 5: Double(bitPattern: UInt64(bitPattern: input.integer())).databaseValue
    default: Data(input.piece()).databaseValue
    }
  }

  /// What is written is read as the same entry; the table refuses what it cannot hold.
  private static func checkKept(_ entry: Entry) throws {
    try database.get().inDatabase { db in
      try db.execute(sql: "DELETE FROM entry")
      guard try Insertion(db, .mirror).insert(entry) else {
        throw BrokenProperty(description: "a row that is there")
      }
      let again = try read("SELECT \(Entry.columns(.mirror)) FROM entry", [], db)
      try hold(again == entry, "\(String(describing: again)) in place of \(entry)")
    }
  }

  /// One of each event, in the order of `Entry.columns`.
  private static func makeRows() throws -> [[UInt8]] {
    let number: [UInt8] = [1, 1]
    let name: [UInt8] = [3, 3] + Array("ana".utf8)
    let session: [UInt8] = [4] + (1...16)
    let server = [4] + [UInt8](repeating: 0, count: 16)
    let key = [6, 32] + [UInt8](repeating: 7, count: PersonKey.byteCount)
    return [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 40, 41].map { (event: UInt8) in
      let (author, keys) = event < 40 ? (session, [0]) : (server, key)
      return number + [2, 0, 0, 1, 0xA2, 8, 0, 0, 0] + [1, event] + author + number + name + name + number
        + name + session + name + number + number + keys + number
    }
  }
}
