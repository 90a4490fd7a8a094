import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@testable import JournalSQLite

/// What `SQLiteJournal` promises beyond the contract: about its file.
@Suite("The journal in a file")
struct SQLiteJournalTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/journal.db" }

  init() throws { folder = try TemporaryFolder() }

  private func open(
    _ durability: Durability = .full, room: UInt64 = 7, indexLag: UInt64 = MessageIndex.standardLag
  ) throws -> JournalBench {
    try JournalBench(file: path, durability, room: room, indexLag: indexLag)
  }

  @Test("goes on where it was when it was closed")
  func reopened() throws {
    var entries: [Entry] = []
    do {
      let bench = try open()
      entries = bench.commit([.said("a"), .whispered("b", to: .beto)])
    }
    let bench = try open(room: 8)
    #expect(bench.journal.room == RoomID(7))
    #expect(bench.everything() == entries)
    bench.clock.set(0)
    let next = bench.commit([.said("c")])
    #expect(next.map(\.sequence.value) == [3])
    #expect(next.map(\.milliseconds) == [1_000])
  }

  @Test("knows a line that it has, however often it was opened since")
  func repetition() throws {
    do { try open().journal.submit([Draft(id: 1, session: .ana, number: 5, event: .said("a"))]) }
    let bench = try open()
    bench.journal.submit([
      Draft(id: 1, session: .ana, number: 5, event: .said("a")),
      Draft(id: 2, session: .beto, number: 5, event: .said("b")),
    ])
    let answers = bench.collect(2)
    #expect(answers.first == .repeated(draft: 1, of: SequenceNumber(1)))
    #expect(answers.last?.entry?.sequence == SequenceNumber(2))
  }

  @Test("takes a line again whose entry was struck")
  func struckRepetition() throws {
    let bench = try open()
    bench.journal.submit([Draft(id: 1, session: .ana, number: 5, event: .said("a"))])
    bench.journal.strike([SequenceNumber(1)])
    bench.journal.submit([Draft(id: 2, session: .ana, number: 5, event: .said("a"))])
    #expect(bench.collect(2).last?.entry?.sequence == SequenceNumber(2))
    #expect(bench.everything().sequences == [2])
  }

  @Test("is closed to everybody else, whatever the umask and whatever it was")
  func mode() throws {
    do { _ = try open() }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let bench = try open()
    bench.commit([.said("a")])
    for suffix in ["", "-wal", "-shm", "-lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
    }
  }

  @Test("is one server's at a time")
  func inUse() throws {
    let bench = try open()
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .inUse }
    bench.commit([.said("a")])
    #expect(bench.everything().texts == ["a"])
  }

  @Test("leaves the file of somebody else as it is")
  func foreign() throws {
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "CREATE TABLE t (a)") }
    try queue.close()
    let before = try Data(contentsOf: URL(filePath: path))
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .foreign }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("refuses what is no database")
  func noDatabase() throws {
    try Data(repeating: 65, count: 5_000).write(to: URL(filePath: path))
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .foreign }
  }

  @Test("refuses a journal of a newer version")
  func newer() throws {
    do { _ = try open() }
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('5')") }
    try queue.close()
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .newer }
  }

  @Test("refuses a folder that is not there, and a link")
  func denied() throws {
    #expect {
      try SQLiteJournal(folder.path + "/none/journal.db", newRoom: RoomID(1)) { 0 }
    } throws: {
      ($0 as? JournalError)?.kind == .denied
    }
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .denied }
  }

  @Test("bears every byte that a name or a text may have, and numbers at their ends")
  func values() throws {
    let text = Array("a\tb\\\u{1F469}\u{200D}\u{1F467} 日本 \u{301}".utf8)
    let number = UInt64(Int64.max)
    let identity = Identity(name: Array("はな子".utf8), key: Array("はな子".utf8), isResumable: false)
    let session = SessionID(high: .max, low: 1 << 63)
    let events: [Event] = [
      .joined(identity), .said(name: identity.name, text: text), .away(.slow), .returned,
      .left(name: identity.name, cause: .kicked, awaySince: SequenceNumber(3)),
      .ended(goneSince: SequenceNumber(5)),
    ]
    var drafts: [Draft] = []
    for (index, event) in events.enumerated() {
      drafts.append(Draft(id: 1, session: session, number: index == 1 ? number : 0, event: event))
    }
    do { try open().journal.submit(drafts) }
    let entries = try open().everything()
    #expect(entries.map(\.event) == events)
    #expect(entries.allSatisfy { $0.session == session })
    #expect(entries[1].number == number)
  }

  @Test("leaves nothing of an erased message in its files once it has rested")
  func erased() throws {
    let secret = "the secret of the two"
    func isLeft() throws -> Bool {
      try ["", "-wal"].contains {
        try Data(contentsOf: URL(filePath: path + $0)).firstRange(of: Data(secret.utf8)) != nil
      }
    }
    let bench = try open()
    let entries = bench.commit([.said("a"), .whispered(secret, to: .beto), .said("b")])
    // The life before may have erased something and left it in the log.
    #expect(bench.journal.wantsRest)
    bench.journal.rest()
    #expect(!bench.journal.wantsRest)
    #expect(try isLeft())
    try bench.journal.erase([entries[1].sequence])
    #expect(bench.journal.wantsRest)
    bench.journal.rest()
    #expect(!bench.journal.wantsRest)
    #expect(try !isLeft())
    #expect(bench.everything().texts == ["a", "b"])
  }

  @Test("rests again where somebody reads, without waiting for them")
  func erasedWhileRead() throws {
    let bench = try open()
    let entries = bench.commit([.whispered("a", to: .beto), .said("b")])
    try bench.journal.erase([entries[0].sequence])
    let other = try DatabaseQueue(path: path)
    try other.inTransaction(.deferred) { db in
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM batch")
      bench.commit([.said("c")])
      bench.journal.rest()
      #expect(bench.journal.wantsRest)
      return .commit
    }
    bench.journal.rest()
    #expect(!bench.journal.wantsRest)
    #expect(bench.everything().texts == ["b", "c"])
  }

  @Test("gives no number again that a power failure may have taken away, and keeps the newest all the same")
  func lossy() throws {
    do { try open(.normal).commit([.said("a")]) }
    do {
      let bench = try open(.full)
      #expect(bench.commit([.said("b")]).sequences == [1_000_002])
      while try bench.journal.trim(through: SequenceNumber(.max), before: .max) {}
      #expect(bench.everything().texts == ["b"])
    }
    do {
      let bench = try open(.normal)
      while try bench.journal.trim(through: SequenceNumber(.max), before: .max) {}
      #expect(bench.commit([.said("c")]).sequences == [1_000_003])
    }
    let bench = try open(.normal)
    while try bench.journal.trim(through: SequenceNumber(.max), before: .max) {}
    #expect(bench.everything().texts == ["c"])
    #expect(bench.commit([.said("d")]).sequences == [2_000_004])
  }

  @Test(
    "takes entries that are none for a corrupt file",
    arguments: [
      "x''", "substr(entries, 2)", "substr(entries, 1, length(entries) - 1)",
      "CAST(entries || x'00' AS BLOB)",
    ])
  func corrupt(_ damage: String) throws {
    // None of it is in the newest stretch, into which one looks on opening.
    do {
      let bench = try open(indexLag: 1)
      for text in ["a", "b"] { bench.commit([.said(text)]) }
    }
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "UPDATE batch SET entries = \(damage) WHERE last = 1") }
    try queue.close()
    do {
      let reader = try open().journal.reader
      #expect {
        try reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
      } throws: {
        ($0 as? JournalError)?.kind == .corrupt
      }
    }
    let again = try DatabaseQueue(path: path)
    try again.inDatabase { try $0.execute(sql: "UPDATE batch SET entries = \(damage)") }
    try again.close()
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .corrupt }
  }

  @Test("takes the numbers of lines that were trimmed for new ones, and knows those that were erased")
  func lines() throws {
    let bench = try open()
    func submit(_ number: UInt64, _ event: Event) -> [JournalAnswer] {
      bench.journal.submit([bench.draft(event, number: number)])
      return bench.collect()
    }
    bench.journal.submit([
      bench.draft(.said("a"), number: 1), bench.draft(.whispered("b", to: .beto), number: 2),
      bench.draft(.said("c"), number: 3),
    ])
    _ = bench.collect()
    try bench.journal.erase([SequenceNumber(2)])
    _ = try bench.journal.trim(through: SequenceNumber(1), before: .max)
    #expect(bench.everything().texts == ["c"])
    #expect(submit(2, .said("d")) == [.repeated(draft: 4, of: SequenceNumber(2))])
    #expect(submit(3, .said("d")) == [.repeated(draft: 5, of: SequenceNumber(3))])
    #expect(submit(1, .said("d")).first?.entry?.sequence == SequenceNumber(4))
  }

  @Test("takes entries in the place of others for a corrupt file")
  func displaced() throws {
    do { try open().commit([.said("a")]) }
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: "UPDATE batch SET last = 2") }
    try queue.close()
    #expect { try open() } throws: { ($0 as? JournalError)?.kind == .corrupt }
  }

  @Test("writes nothing where there is nothing to strike or to erase")
  func unchanged() throws {
    let bench = try open()
    let entries = bench.commit([.said("a"), .whispered("b", to: .beto), .said("c")])
    bench.journal.strike([entries[2].sequence])
    try bench.journal.erase([entries[1].sequence])
    let other = try DatabaseQueue(path: path)
    func version() throws -> Int? { try other.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } }
    let before = try version()
    bench.journal.strike([entries[2].sequence, SequenceNumber(99)])
    try bench.journal.erase([entries[0].sequence, entries[1].sequence, SequenceNumber(99)])
    #expect(try version() == before)
    bench.journal.strike([entries[0].sequence])
    #expect(try version() != before)
  }
}
