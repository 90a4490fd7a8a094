import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import JournalSQLite

@Suite("The mirror of a log")
struct SQLiteMirrorTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/mirror.db" }
  private let everything = SequenceNumber(.max)

  init() throws { folder = try TemporaryFolder() }

  private func open(room: UInt64 = 7, indexLag: UInt64 = 3) throws -> SQLiteMirror {
    try SQLiteMirror(path, of: RoomID(room), indexLag: indexLag)
  }

  private func entry(
    _ sequence: UInt64, _ event: Event, number: UInt64 = 0, by writer: UInt64 = 5
  ) -> Entry {
    Entry(
      sequence: SequenceNumber(sequence), milliseconds: Int64(sequence) * 10, writer: writer, session: .ana,
      number: number, event: event)
  }

  private func fill(_ mirror: SQLiteMirror, _ sequences: ClosedRange<UInt64>) throws {
    try mirror.append(
      sequences.map { entry($0, .said("\($0)")) }, through: SequenceNumber(sequences.upperBound))
  }

  private func texts(_ mirror: SQLiteMirror) throws -> [String] {
    try mirror.reader.entries(after: .zero, through: everything, bytes: .max).texts
  }

  @Test("goes on from where all was settled: what was put in last, the log gives again")
  func settled() throws {
    do {
      let mirror = try open()
      try fill(mirror, 2...5)
      try fill(mirror, 8...9)
      #expect(mirror.position == SequenceNumber(9) && mirror.newest == SequenceNumber(9))
    }
    do {
      let mirror = try open()
      #expect(mirror.position == SequenceNumber(5) && mirror.newest == SequenceNumber(5))
      #expect(try texts(mirror) == ["2", "3", "4", "5"])
      // Nothing of it is in the index of messages, so it comes to be there once.
      try fill(mirror, 8...12)
      let messages = try mirror.reader.messages(for: Viewer(.ana), through: everything, count: 9, bytes: .max)
      #expect(messages.texts == ["2", "3", "4", "5", "8", "9", "10", "11", "12"])
      try mirror.append([], through: SequenceNumber(40))
      #expect(mirror.wantsRest)
      try mirror.rest()
      #expect(!mirror.wantsRest)
    }
    #expect(try open().position == SequenceNumber(40))
  }

  @Test("knows the line of a number, of two the one that was not struck")
  func lines() throws {
    let mirror = try open()
    let two = [entry(1, .said("a"), number: 5), entry(2, .said("b"), number: 5)]
    try mirror.append(two, through: SequenceNumber(2))
    try mirror.strike([SequenceNumber(1)])
    #expect(try mirror.line(5, of: .ana) == SequenceNumber(2))
    #expect(try mirror.line(6, of: .ana) == nil)
    #expect(try mirror.line(5, of: .beto) == nil)
    #expect(try texts(mirror) == ["b"])
  }

  @Test("forgets the lines of what the log gives again")
  func unsettledLines() throws {
    do {
      let mirror = try open()
      try mirror.append([entry(1, .said("a"), number: 5)], through: SequenceNumber(1))
      try mirror.append([entry(2, .said("b"), number: 6)], through: SequenceNumber(2))
      #expect(try mirror.line(6, of: .ana) == SequenceNumber(2))
    }
    let mirror = try open()
    #expect(try mirror.line(5, of: .ana) == SequenceNumber(1))
    #expect(try mirror.line(6, of: .ana) == nil)
  }

  @Test("says what was struck and has not been swept, as many as are asked for")
  func sweeping() throws {
    let mirror = try open()
    try fill(mirror, 1...9)
    try mirror.strike([2, 4, 6, 8].map { SequenceNumber($0) })
    func struck(_ end: UInt64, _ limit: Int) throws -> [UInt64] {
      try mirror.struck(through: SequenceNumber(end), limit: limit).map(\.value)
    }
    #expect(try struck(6, 9) == [2, 4, 6])
    #expect(try struck(5, 9) == [2, 4])
    #expect(try struck(9, 2) == [2, 4])
    try mirror.noteSwept(through: SequenceNumber(4))
    #expect(try struck(9, 9) == [6, 8])
    try mirror.noteSwept(through: SequenceNumber(3))
    #expect(try struck(9, 9) == [6, 8])
    #expect(try struck(4, 9) == [])
  }

  @Test("says which entries are the oldest, never the newest, and lets them go")
  func oldest() throws {
    let mirror = try open()
    #expect(try mirror.oldest(9, through: everything, before: .max) == [])
    try fill(mirror, 3...7)
    func oldest(_ limit: Int, _ end: UInt64, _ time: Int64) throws -> [UInt64] {
      try mirror.oldest(limit, through: SequenceNumber(end), before: time).map(\.value)
    }
    #expect(try oldest(9, .max, .max) == [3, 4, 5, 6])
    #expect(try oldest(2, .max, .max) == [3, 4])
    #expect(try oldest(9, 5, .max) == [3, 4, 5])
    #expect(try oldest(9, .max, 40) == [3])
    #expect(try oldest(9, .max, 30) == [])
    try mirror.trim(through: SequenceNumber(4))
    #expect(try mirror.reader.oldest() == SequenceNumber(5))
  }

  @Test("knows the time that the log had come to at a place, struck entries included")
  func times() throws {
    let mirror = try open()
    #expect(try mirror.milliseconds(at: everything) == 0)
    try fill(mirror, 3...7)
    try mirror.strike([SequenceNumber(7)])
    #expect(try mirror.milliseconds(at: everything) == 70)
    #expect(try mirror.milliseconds(at: SequenceNumber(6)) == 60)
    #expect(try mirror.milliseconds(at: SequenceNumber(2)) == 0)
  }

  @Test("begins anew for another room, and leaves a journal as it is, which leaves it as it is")
  func rooms() throws {
    do { try fill(try open(), 1...3) }
    do {
      let mirror = try open(room: 8)
      #expect(try texts(mirror) == [] && mirror.position == .zero)
    }
    #expect {
      try SQLiteJournal(path, newRoom: RoomID(1)) { 0 }
    } throws: {
      ($0 as? JournalError)?.kind == .foreign
    }
    let journal = folder.path + "/journal.db"
    do { _ = try SQLiteJournal(journal, newRoom: RoomID(7)) { 0 } }
    #expect {
      try SQLiteMirror(journal, of: RoomID(7))
    } throws: {
      ($0 as? JournalError)?.kind == .foreign
    }
  }

  @Test("gives back who wrote what, be it in an index or not")
  func writers() throws {
    let entries = [
      entry(1, .said("a"), by: 1), entry(2, .whispered("b", to: .beto), by: .max), entry(3, .returned, by: 0),
      entry(4, .nodeServes(.sample), by: 1 << 63), entry(5, .said("c"), by: 3),
    ]
    for indexLag: UInt64 in [1, 100] {
      do {
        let mirror = try open(room: indexLag, indexLag: indexLag)
        try mirror.append(entries, through: SequenceNumber(5))
        try mirror.rest()
      }
      let mirror = try open(room: indexLag, indexLag: indexLag)
      #expect(try mirror.reader.entries(after: .zero, through: everything, bytes: .max) == entries)
      let messages = try mirror.reader.messages(
        for: Viewer(.beto), through: everything, count: 9, bytes: .max)
      #expect(messages == [entries[0], entries[1], entries[4]])
    }
  }

  @Test("of an earlier version is begun anew")
  func older() throws {
    do { try fill(try open(), 1...3) }
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '4'") }
    try queue.close()
    let mirror = try open()
    #expect(try mirror.position == .zero && texts(mirror) == [])
    try fill(mirror, 1...3)
    #expect(try texts(mirror) == ["1", "2", "3"])
  }

  @Test("of a later version is begun anew")
  func newer() throws {
    do { try fill(try open(), 1...3) }
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('later')") }
    try queue.close()
    #expect(try open().position == .zero)
  }

  @Test("is closed to everybody else, and one server's at a time")
  func own() throws {
    let mirror = try open()
    try fill(mirror, 1...3)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .inUse }
    #expect(try texts(mirror) == ["1", "2", "3"])
  }

  @Test("finds a line in its index at once, however many its session has")
  func plan() throws {
    let mirror = try open()
    try mirror.append([entry(1, .said("a"), number: 1)], through: SequenceNumber(1))
    let plan = try DatabaseQueue(path: path).read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(Schema.line)", arguments: [SessionID.ana.blob, 1])
    }
    #expect(plan.count == 1)
    #expect((plan[0]["detail"] as String).hasSuffix("PRIMARY KEY (session=? AND number=?)"))
  }
}
