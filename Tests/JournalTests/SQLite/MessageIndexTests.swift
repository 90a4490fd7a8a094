import GRDB
import Journal
import TestSupport
import Testing

@testable import JournalSQLite

/// Where a journal in a file looks for messages, and where it does not.
@Suite("The index of messages")
struct MessageIndexTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/journal.db" }

  init() throws { folder = try TemporaryFolder() }

  private func open(indexLag: UInt64 = MessageIndex.standardLag) throws -> JournalBench {
    try JournalBench(file: path, indexLag: indexLag)
  }

  @Test("finds messages on both sides of where their index ends, at its lag and one before")
  func indexed() throws {
    let lag = MessageIndex.standardLag
    let bench = try open()
    func last(_ count: Int, for session: SessionID = .beto) -> [String] {
      bench.reader.messages(for: session, through: SequenceNumber(.max), count: count, bytes: .max).texts
    }
    bench.commit([.said("a"), .whispered("b", to: .beto)])
    bench.commit((3..<lag).map { _ in .returned })
    #expect(try stretches() == [])
    #expect(last(9) == ["a", "b"])
    bench.commit([.said("c")])
    #expect(try stretches() == [lag])
    let more = bench.commit([.whispered("d", to: .beto), .said("e"), .whispered("f", to: .caio)])
    #expect(last(9) == ["a", "b", "c", "d", "e"])
    #expect(last(2) == ["c", "d", "e"])
    #expect(last(1, for: .caio) == ["e", "f"])
    #expect(last(1, for: .ana) == ["e", "f"])
    bench.journal.strike([SequenceNumber(lag), more[1].sequence])
    try bench.journal.erase([SequenceNumber(2)])
    #expect(last(9) == ["a", "d"])
    #expect(last(1) == ["a", "d"])
    _ = try bench.journal.trim(through: SequenceNumber(2), before: .max)
    #expect(last(9) == ["d"])
    while try bench.journal.trim(through: SequenceNumber(lag), before: .max) {}
    #expect(try stretches() == [])
    #expect(last(9) == ["d"])
  }

  @Test("does not look for messages where the index has none, after they were erased either")
  func passedOver() throws {
    let bench = try open(indexLag: 2)
    bench.commit([.whispered("a", to: .beto), .returned])
    bench.commit([.returned, .returned])
    bench.commit([.said("b"), .returned])
    #expect(try stretches() == [2, 4, 6])
    try bench.journal.erase([SequenceNumber(1)])
    // Whoever looked into one of these would find that it cannot be read.
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "UPDATE batch SET entries = x'' WHERE last <= 4") }
    try queue.close()
    let messages = bench.reader.messages(
      for: .beto, through: SequenceNumber(.max), count: 9, bytes: .max)
    #expect(messages.texts == ["b"])
    let whispers = try bench.journal.whispers(
      after: .zero, through: SequenceNumber(4), before: .max, limit: 9)
    #expect(whispers.isEmpty)
  }

  @Test("has several stretches of many entries that come together")
  func burst() throws {
    let bench = try open()
    bench.commit((0..<600).map { .said("\($0)") })
    #expect(try stretches() == [256, 512])
    let last = bench.reader.messages(for: .beto, through: SequenceNumber(500), count: 600, bytes: .max)
    #expect(last.texts == (0..<500).map { "\($0)" })
  }

  @Test("tells of nobody any more whose messages were erased or struck, be it before it was written down")
  func erased() throws {
    let bench = try open(indexLag: 4)
    func commit() -> [Entry] {
      bench.commit([.whispered("a", to: .beto)]) + bench.commit([.whispered("b", to: .caio)])
    }
    func fill() { for _ in 0..<2 { bench.commit([.returned]) } }
    let early = commit()
    bench.journal.strike([early[0].sequence])
    try bench.journal.erase([early[1].sequence])
    fill()
    let late = commit()
    fill()
    let queue = try DatabaseQueue(path: path)
    func lengths() throws -> [Int] {
      try queue.read { try Int.fetchAll($0, sql: "SELECT length(persons) FROM stretch ORDER BY last") }
    }
    #expect(try lengths() == [0, 512])
    try bench.journal.erase([late[1].sequence])
    #expect(try lengths() == [0, 512])
    bench.journal.strike([late[0].sequence])
    #expect(try lengths() == [0, 0])
  }

  private func stretches() throws -> [UInt64] {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { db in
      try Int64.fetchAll(db, sql: "SELECT last FROM stretch ORDER BY last").map { UInt64($0) }
    }
  }
}
