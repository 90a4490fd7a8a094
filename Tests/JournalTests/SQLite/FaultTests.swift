import CFaultFileSystem
import GRDB
import Journal
import JournalSQLite
import TestSupport
import Testing

/// What becomes of the journal where the system fails under it.
@Suite("A journal whose disk fails")
struct FaultTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/journal.db" }

  init() throws {
    fault_install()
    folder = try TemporaryFolder()
  }

  private func open(indexLag: UInt64 = MessageIndex.standardLag) throws -> JournalBench {
    try JournalBench(file: path, indexLag: indexLag)
  }

  /// Lets operations on the journal's files fail while `body` runs.
  private func fault(
    _ operations: Int, after skip: Int32 = 0, _ code: ResultCode, _ body: () throws -> Void
  ) throws {
    let isSet = unsafe path.withCString { unsafe fault_set($0, Int32(operations), skip, code.rawValue) }
    try #require(isSet == 1)
    defer { unsafe path.withCString { unsafe fault_clear($0) } }
    try body()
  }

  @Test("refuses what finds no room, and takes the next that does")
  func full() throws {
    let bench = try open()
    bench.commit([.said("a")])
    try fault(FAULT_WRITE, .SQLITE_FULL) {
      bench.journal.submit([bench.draft(.said("b")), bench.draft(.said("c"))])
      #expect(bench.collect() == [.failed(draft: 2), .failed(draft: 3)])
    }
    let entries = bench.commit([.said("d")])
    #expect(entries.sequences == [2])
    #expect(bench.everything().texts == ["a", "d"])
  }

  @Test("refuses all of a commit whose room ends in its midst", arguments: 0..<6 as Range<Int32>)
  func fullInTheMidst(_ skip: Int32) throws {
    do {
      let bench = try open()
      bench.commit([.said("a")])
      let long = String(repeating: "x", count: 4_000)
      try fault(FAULT_WRITE, after: skip, .SQLITE_FULL) {
        bench.journal.submit((0..<8).map { _ in bench.draft(.said(long)) })
        #expect(bench.collect().allSatisfy { $0.entry == nil })
      }
      #expect(bench.everything().texts == ["a"])
      #expect(bench.commit([.said("b")]).sequences == [2])
    }
    #expect(try open().everything().texts == ["a", "b"])
  }

  @Test("has nothing in the index of a commit that found no room")
  func fullOfMessages() throws {
    let bench = try open(indexLag: 4)
    bench.commit([.said("a")])
    try fault(FAULT_WRITE, .SQLITE_FULL) {
      bench.journal.submit((0..<5).map { _ in bench.draft(.whispered("b", to: .beto)) })
      #expect(bench.collect().allSatisfy { $0.entry == nil })
    }
    #expect(bench.commit((0..<4).map { .said("\($0)") }).sequences == [2, 3, 4, 5])
    let other = try DatabaseQueue(path: path)
    let stretches = try other.read { db in
      try Row.fetchAll(db, sql: "SELECT last, has_public, length(persons) FROM stretch")
    }
    #expect(stretches == [["last": 4, "has_public": 1, "length(persons)": 0]])
  }

  @Test(
    "stops where the system fails to write or to sync, and is read on",
    arguments: [
      (FAULT_SYNC, ResultCode.SQLITE_IOERR_FSYNC), (FAULT_WRITE, .SQLITE_IOERR_WRITE),
    ])
  func stopped(_ operation: Int, _ code: ResultCode) throws {
    do {
      let bench = try open()
      bench.commit([.said("a")])
      try fault(operation, code) {
        bench.journal.submit([bench.draft(.said("b"))])
        guard case .stopped(let error)? = bench.collect().first else {
          Issue.record("it did not stop")
          return
        }
        #expect(error.kind == .failed)
      }
      // The disk is well again, and nothing is taken all the same.
      bench.journal.submit([bench.draft(.said("c"))])
      #expect(bench.collect() == [.failed(draft: 3)])
      bench.journal.strike([SequenceNumber(1)])
      bench.journal.rest()
      #expect(!bench.journal.wantsRest)
      #expect(bench.everything().texts == ["a"])
    }
    // "b" had no answer: it may be there or not.
    let bench = try open()
    let texts = bench.everything().texts
    #expect(texts == ["a"] || texts == ["a", "b"])
    #expect(bench.commit([.said("d")]).count == 1)
  }

  @Test("stops where a checkpoint fails, and wakes its owner")
  func checkpoint() throws {
    let bench = try open()
    bench.commit([.said("a")])
    try fault(FAULT_SYNC, .SQLITE_IOERR_FSYNC) { bench.journal.rest() }
    #expect(bench.wakes())
    guard case .stopped? = bench.collect().first else { throw Missing() }
    #expect(bench.everything().texts == ["a"])
  }

  @Test("strikes with the next commit what it had no room to strike")
  func strikeWithoutRoom() throws {
    let bench = try open()
    let entries = bench.commit([.said("a"), .said("b")])
    try fault(FAULT_WRITE, .SQLITE_FULL) { bench.journal.strike([entries[0].sequence]) }
    #expect(bench.collect().isEmpty)
    #expect(bench.everything().texts == ["a", "b"])
    bench.commit([.said("c")])
    #expect(bench.everything().texts == ["b", "c"])
  }

  @Test("stops where it fails to strike, and wakes its owner")
  func strikeStopped() throws {
    let bench = try open()
    let entries = bench.commit([.said("a")])
    try fault(FAULT_SYNC, .SQLITE_IOERR_FSYNC) { bench.journal.strike([entries[0].sequence]) }
    #expect(bench.wakes())
    guard case .stopped? = bench.collect().first else { throw Missing() }
  }

  @Test("tries a checkpoint again that finds no room")
  func checkpointWithoutRoom() throws {
    let bench = try open()
    bench.commit([.said("a")])
    try fault(FAULT_WRITE, .SQLITE_FULL) { bench.journal.rest() }
    #expect(bench.collect().isEmpty)
    bench.journal.rest()
    #expect(bench.commit([.said("b")]).sequences == [2])
  }

  @Test("says what the reader could not read")
  func reading() throws {
    do { try open().commit((0..<200).map { _ in .said(String(repeating: "x", count: 1_000)) }) }
    let bench = try open()
    try fault(FAULT_READ, .SQLITE_IOERR_READ) {
      #expect {
        try bench.journal.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
      } throws: {
        ($0 as? JournalError)?.kind == .failed
      }
    }
    #expect(bench.everything().count == 200)
  }

  @Test("says that it cannot be opened", arguments: [FAULT_READ, FAULT_WRITE, FAULT_SYNC])
  func opening(_ operation: Int) throws {
    try fault(operation, .SQLITE_IOERR) {
      #expect { try open() } throws: { ($0 as? JournalError)?.kind == .failed }
    }
    #expect(try open().commit([.said("a")]).count == 1)
  }

  struct Missing: Error {}
}
