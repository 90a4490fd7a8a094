import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import JournalSQLite

/// Journals that an earlier program wrote, a row an entry.
@Suite("A journal of an earlier version")
struct OlderJournalTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/journal.db" }

  init() throws { folder = try TemporaryFolder() }

  /// Makes a journal of that version with these rows.
  private func make(_ version: String, _ rows: [String]) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try Schema.migrations(.journal, RoomID(7)).migrate(queue, upTo: version)
    try queue.inDatabase { db in for row in rows { try db.execute(sql: "INSERT INTO \(row)") } }
    try queue.close()
  }

  private func open() throws -> JournalBench { try JournalBench(file: path, room: 8) }

  private func blob(_ session: SessionID) -> String { "x'" + hex(Array(session.blob)) + "'" }

  private func blob(_ keys: PersonKey...) -> String { "x'" + hex(keys.flatMap(\.bytes)) + "'" }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  @Test("keeps all that is in it: entries of every kind, what was emptied, and the numbers of lines")
  func everyKind() throws {
    let (ana, key) = (blob(.ana), PersonKey.sample(1))
    let name = Array("Ana".utf8)
    func change(_ kind: KeyChange.Kind, _ key: PersonKey?, _ others: [PersonKey] = []) -> Event {
      .keys(KeyChange(kind: kind, name: name, nameKey: Array("ana".utf8), key: key, others: others))
    }
    /// A row's columns beside its number, time and session, and what it is.
    let rows: [(String, Event?)] = [
      ("(1, 0, 'Ana', 'ana', 1, NULL, NULL, NULL, NULL, NULL, \(blob(key, .sample(2))))", .joined(.sample)),
      ("(2, 5, 'Ana', NULL, NULL, NULL, NULL, 'a', NULL, NULL, NULL)", .said("a")),
      (
        "(3, 6, 'Ana', NULL, NULL, 'Beto', \(blob(.beto)), 'b', NULL, 1, NULL)",
        .whispered("b", to: .beto, by: .owner(since: SequenceNumber(1)))
      ),
      ("(0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)", nil),
      ("(8, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)", nil),
      ("(4, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL)", .away(LeaveCause(rawValue: 1)!)),
      ("(5, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)", .returned),
      (
        "(6, 0, 'Ana', NULL, NULL, NULL, NULL, NULL, 1, 6, NULL)",
        .left(name: name, cause: LeaveCause(rawValue: 1)!, awaySince: SequenceNumber(6))
      ),
      ("(7, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 8, NULL)", .ended(goneSince: SequenceNumber(8))),
      (
        "(9, 0, 'Ana', 'ana', 0, NULL, NULL, NULL, NULL, NULL, NULL)",
        .joined(Identity(name: name, key: Array("ana".utf8), isResumable: false, isFurther: true))
      ),
      (
        "(10, 0, 'Ana', NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL)",
        .left(name: name, cause: LeaveCause(rawValue: 1)!, awaySince: nil, isLast: false)
      ),
      (
        "(11, 0, NULL, NULL, NULL, NULL, \(blob(.beto)), NULL, NULL, 3, NULL)",
        .forgotten(owner: .beto, through: SequenceNumber(3))
      ),
      (
        "(20, 0, 'Ana', 'ana', NULL, NULL, NULL, NULL, NULL, NULL, \(blob(.sample(2), key)))",
        change(.added, key, [.sample(2)])
      ),
      (
        "(21, 0, 'Ana', 'ana', NULL, NULL, NULL, NULL, NULL, NULL, \(blob(key)))", change(.removed, key)
      ),
      ("(22, 0, 'Ana', 'ana', NULL, NULL, NULL, NULL, NULL, NULL, \(blob(key)))", change(.given, key)),
      ("(23, 0, 'Ana', 'ana', NULL, NULL, NULL, NULL, NULL, NULL, x'')", change(.freed, nil)),
      (
        "(30, 0, 'Ana', NULL, NULL, 'Beto', \(blob(.beto)), '192.0.2.7', NULL, 9, NULL)",
        .kicked(from: .beto, for: 9, "192.0.2.7")
      ),
      (
        "(31, 0, 'Ana', NULL, NULL, NULL, NULL, '192.0.2.7', NULL, NULL, NULL)",
        .banned(subject: Array("192.0.2.7".utf8), by: name)
      ),
      (
        "(32, 0, 'Ana', NULL, NULL, NULL, NULL, '192.0.2.7', NULL, NULL, NULL)",
        .pardoned(subject: Array("192.0.2.7".utf8), by: name)
      ),
      (
        "(40, 0, '[2001:db8::1]:4040', NULL, NULL, NULL, NULL, NULL, NULL, 15000, "
          + "\(blob(.sample(1), .sample(2))))",
        .nodeServes(.sample)
      ),
      (
        "(41, 0, NULL, NULL, NULL, NULL, NULL, NULL, -1, 3, NULL)",
        .nodeEnded(node: .max, since: SequenceNumber(3))
      ),
    ]
    let columns = """
      (event, number, name, folded, resumable, addressee, recipient, text, cause, since, keys, sequence,
      milliseconds, session)
      """
    try make(
      "3",
      rows.enumerated().map { index, row in
        "entry \(columns) VALUES \(row.0.dropLast()), \(index + 1), \(1_000 + index), \(ana))"
      })
    let bench = try open()
    #expect(bench.journal.room == RoomID(7))
    let expected = rows.enumerated().compactMap { index, row in
      row.1.map { (SequenceNumber(UInt64(index + 1)), Int64(1_000 + index), $0) }
    }
    let entries = bench.everything()
    #expect(entries.map(\.event) == expected.map(\.2))
    #expect(entries.map(\.sequence) == expected.map(\.0))
    #expect(entries.map(\.milliseconds) == expected.map(\.1))
    #expect(entries.allSatisfy { $0.session == .ana })
    for number: UInt64 in 5...8 {
      bench.journal.submit([bench.draft(.said("again"), number: number)])
    }
    let answers = bench.collect()
    let earlier = [2, 3, 5].enumerated().map { index, sequence in
      JournalAnswer.repeated(draft: UInt64(index + 1), of: SequenceNumber(sequence))
    }
    #expect(Array(answers.prefix(3)) == earlier)
    #expect(answers.last?.entry?.sequence == SequenceNumber(UInt64(rows.count + 1)))
  }

  @Test("of the first version, which had neither keys nor owners, keeps its messages, and is indexed")
  func first() throws {
    let count = 3 * Int(MessageIndex.standardLag)
    let columns = "(sequence, milliseconds, event, session, number, name, text, addressee, recipient)"
    try make(
      "1",
      (1...count).map { index in
        index == 2
          ? "entry \(columns) VALUES (2, 0, 3, \(blob(.ana)), 0, 'Ana', 'psiu', 'Beto', \(blob(.beto)))"
          : "entry \(columns) VALUES (\(index), 0, 2, \(blob(.ana)), 0, 'Ana', '\(index)', NULL, NULL)"
      } + ["said VALUES (1)", "whispered VALUES (2, \(blob(.ana)), \(blob(.beto)))"])
    let bench = try open()
    let everything = SequenceNumber(.max)
    let texts = (1...count).map { $0 == 2 ? "psiu" : "\($0)" }
    #expect(bench.everything().texts == texts)
    #expect(bench.reader.messages(for: .beto, through: everything, count: count, bytes: .max).texts == texts)
    #expect(
      bench.reader.messages(for: .caio, through: everything, count: count, bytes: .max).texts
        == texts.filter { $0 != "psiu" })
    let other = try DatabaseQueue(path: path)
    let stretches = try other.read { try Int64.fetchAll($0, sql: "SELECT last FROM stretch ORDER BY last") }
    #expect(stretches == [256, 512, 768])
    let tables = try other.read { db in
      try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name")
    }
    #expect(tables == ["batch", "grdb_migrations", "line", "room", "snapshot", "stretch"])
  }

  @Test("leaves nothing in the file of what it has put elsewhere and erased there")
  func erased() throws {
    let secret = "the secret of the two"
    try make(
      "3",
      [
        """
        entry (sequence, milliseconds, event, session, number, name, text, addressee, recipient)
        VALUES (1, 0, 3, \(blob(.ana)), 0, 'Ana', '\(secret)', 'Beto', \(blob(.beto)))
        """
      ])
    let bench = try open()
    #expect(bench.everything().texts == [secret])
    try bench.journal.erase([SequenceNumber(1)])
    bench.journal.rest()
    for suffix in ["", "-wal"] {
      #expect(try Data(contentsOf: URL(filePath: path + suffix)).firstRange(of: Data(secret.utf8)) == nil)
    }
  }

  @Test(
    "with a row that cannot be read is left as it is",
    arguments: [
      "(1, 0, 99, x'00000000000000010000000000000001', 0, x'')",
      "(0, 0, 5, x'00000000000000010000000000000001', 0, x'')", "(1, 0, 5, x'01', 0, x'')",
      "(1, 0, 1, x'00000000000000010000000000000001', 0, x'07')",
      "(1, 0, 22, x'00000000000000010000000000000001', 0, x'')",
    ])
  func corrupt(_ row: String) throws {
    try make("3", ["entry (sequence, milliseconds, event, session, number, keys) VALUES \(row)"])
    for _ in 0..<2 {
      #expect { try open() } throws: { ($0 as? JournalError)?.kind == .corrupt }
    }
    let queue = try DatabaseQueue(path: path)
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") } == 1)
  }
}
