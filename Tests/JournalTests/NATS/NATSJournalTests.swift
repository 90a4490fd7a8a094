import Foundation
import Journal
import TestSupport
import Testing

@testable import JournalNATS

/// What `NATSJournal` promises beyond the contract: about its stream and its mirror.
@Suite("The journal in a stream")
struct NATSJournalTests {
  private let server: TestNATSServer
  private let everything = SequenceNumber(.max)

  init() throws { server = try TestNATSServer() }

  @Test("goes on where it was when it was closed, with its mirror and without it", arguments: [true, false])
  func reopened(keepsMirror: Bool) throws {
    var entries: [Entry] = []
    do {
      let bench = try server.bench()
      entries = bench.commit([.said("a"), .whispered("b", to: .beto), .said("c")])
      bench.journal.rest()
    }
    let bench = try server.bench(mirror: keepsMirror ? "mirror.db" : "other.db", room: 8)
    #expect(bench.journal.room == RoomID(7))
    #expect(bench.everything() == entries)
    let messages = bench.reader.messages(for: .beto, through: everything, count: 1, bytes: .max)
    #expect(messages.texts == ["c"])
    bench.clock.set(0)
    let next = bench.commit([.said("d")])
    #expect(next.map(\.milliseconds) == [1_000])
    #expect(bench.everything() == entries + next)
  }

  @Test("fills a mirror again that is none of this stream, or is spoilt, and leaves other files alone")
  func mirrors() throws {
    let entries: [Entry]
    do { entries = try server.bench().commit([.said("a"), .said("b")]) }
    do {
      let other = try TestNATSServer(in: nil)
      var settings = try other.settings(mirror: "none")
      settings.mirror = server.folder.path + "/mirror.db"
      let journal = try NATSJournal(settings, newRoom: RoomID(9)) { 0 }
      #expect(try journal.reader.oldest() == nil)
    }
    do { #expect(try server.bench().everything() == entries) }
    let path = server.folder.path + "/mirror.db"
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes.replaceSubrange(4_096..<12_288, with: Data(repeating: 0xA5, count: 8_192))
    try bytes.write(to: URL(filePath: path))
    do { #expect(try server.bench().everything() == entries) }
    try Data(repeating: 65, count: 5_000).write(to: URL(filePath: path))
    #expect { try server.bench() } throws: { error in
      guard case .journal(let error)? = error as? NATSJournalError else { return false }
      return error.kind == .foreign
    }
  }

  @Test("knows a line that it has, however often it was opened since")
  func repetition() throws {
    var first = SequenceNumber.zero
    do {
      let bench = try server.bench()
      bench.journal.submit([bench.draft(.said("a"), number: 5)])
      first = try #require(bench.collect(1).first?.entry).sequence
    }
    for mirror in ["mirror.db", "other.db"] {
      let bench = try server.bench(mirror: mirror)
      let draft = bench.draft(.said("a"), number: 5)
      bench.journal.submit([draft])
      #expect(bench.collect(1) == [.repeated(draft: draft.id, of: first)])
    }
  }

  @Test("knows a line that another node was faster with, where its own copy has left the stream")
  func outrun() throws {
    let bench = try server.bench()
    bench.journal.submit([bench.draft(.said("a"), number: 5)])
    let line = try #require(bench.collect(1).first?.entry).sequence
    let journal = try #require(bench.journal as? NATSJournal)
    for (id, number) in [(101, 5), (102, 6)] as [(UInt64, UInt64)] {
      let draft = Draft(id: id, session: .ana, number: number, event: .said("a"))
      let entry = StreamEntry(writer: journal.writer, milliseconds: 0, draft: draft)
      _ = journal.exchange.expect([UnansweredDrafts.Unanswered(entry, since: 0)], sent: .max)
      _ = journal.exchange.acknowledge(id, at: line.value, readThrough: line.value, now: 0)
    }
    #expect(bench.collect(2) == [.repeated(draft: 101, of: line), .failed(draft: 102)])
  }

  @Test("takes both of two lines of one number that come at once, for the roster to judge")
  func twice() throws {
    let bench = try server.bench()
    bench.journal.submit([bench.draft(.said("a"), number: 5), bench.draft(.said("b"), number: 5)])
    let entries = bench.collect(2).compactMap(\.entry)
    #expect(entries.texts == ["a", "b"])
    // The first one did not count, so the second one is the line.
    bench.journal.strike([entries[0].sequence])
    #expect(bench.everything().texts == ["b"])
    let again = bench.draft(.said("b"), number: 5)
    bench.journal.submit([again])
    #expect(bench.collect(1) == [.repeated(draft: again.id, of: entries[1].sequence)])
  }

  @Test("takes a message of the largest size, and fails one that the server does not take")
  func sizes() throws {
    let bench = try server.bench()
    // nats-server takes a mebibyte, headers included.
    let tooLarge = bench.draft(.said(String(repeating: "a", count: 1 << 20)))
    bench.journal.submit([tooLarge, bench.draft(.said(String(repeating: "b", count: 65_536)))])
    let answers = bench.collect(2)
    #expect(answers.contains(.failed(draft: tooLarge.id)))
    #expect(answers.compactMap(\.entry).texts.map(\.count) == [65_536])
  }

  @Test("has nothing of a struck entry in its stream once it was trimmed so far, nor of an erased message")
  func removed() throws {
    let bench = try server.bench()
    let entries = bench.commit([
      .said("first"), .said("the struck one"), .whispered("the secret one", to: .beto), .said("last"),
    ])
    bench.journal.strike([entries[1].sequence])
    #expect(try server.stores("the struck one") && server.stores("the secret one"))
    try bench.journal.erase([entries[2].sequence])
    #expect(try !server.stores("the secret one"))
    #expect(try !bench.journal.trim(through: entries[3].sequence, before: 0))
    #expect(try !server.stores("the struck one"))
    #expect(try server.stores("first"))
    let fresh = try server.bench(mirror: "other.db")
    #expect(fresh.everything().texts == ["first", "last"])
  }

  @Test("takes 32 struck entries out of its stream at a time", arguments: [32, 33])
  func sweeping(count: Int) throws {
    let bench = try server.bench()
    let entries = bench.commit((0...count).map { .said("struck \($0)") })
    bench.journal.strike(entries.prefix(count).map(\.sequence))
    let last = entries[count].sequence
    // A whole step says that there may be more.
    #expect(try bench.journal.trim(through: last, before: 0))
    #expect(try !bench.journal.trim(through: last, before: 0))
    let fresh = try server.bench(mirror: "other.db")
    #expect(fresh.everything().texts == ["struck \(count)"])
  }

  @Test("gives back what another life of it has put into a snapshot, and goes on from its hash")
  func snapshot() throws {
    do {
      let bench = try server.bench(checkpointEntries: 1)
      let entries = bench.commit([.said("a"), .said("b")])
      try bench.journal.keep(
        SnapshotPart(sequence: entries[1].sequence, index: 0, bytes: [1], isLast: false))
      try bench.journal.keep(
        SnapshotPart(sequence: entries[1].sequence, index: 1, bytes: [2], isLast: true))
      while try bench.journal.trim(through: entries[1].sequence, before: .max) {}
      bench.commit([.said("c")])
    }
    for mirror in ["mirror.db", "other.db"] {
      let bench = try server.bench(mirror: mirror, checkpointEntries: 1)
      let snapshot = try #require(try bench.journal.snapshot())
      #expect(snapshot.bytes == [1, 2])
      // Whoever misses what was trimmed comes to the same all the same.
      #expect(bench.commit([.said(mirror)]).texts == [mirror])
      bench.journal.rest()
      #expect(bench.commit([.said(mirror)]).texts == [mirror])
    }
  }

  @Test("keeps no snapshot that another node has overtaken")
  func overtaken() throws {
    let (first, second) = (try server.bench(), try server.bench(mirror: "other.db"))
    let entries = first.commit([.said("a"), .said("b")])
    #expect(second.collect(2).count == 2)
    func keep(_ bench: JournalBench, _ index: Int, _ bytes: [UInt8], isLast: Bool) throws {
      try bench.journal.keep(
        SnapshotPart(
          sequence: entries[index].sequence, index: isLast ? 1 : 0, bytes: bytes, isLast: isLast))
    }
    // Both are being written at once; the later one is whole first.
    try keep(first, 0, [1], isLast: false)
    try keep(second, 1, [3], isLast: false)
    try keep(second, 1, [4], isLast: true)
    try keep(first, 0, [2], isLast: true)
    // Where both were whole at once, both are there.
    let journal = try #require(second.journal as? NATSJournal)
    let hash = try #require(try journal.hash(at: entries[0].sequence))
    let late = Manifest(
      checkpoint: Checkpoint(sequence: entries[0].sequence, hash: hash), milliseconds: 1_000,
      parts: [entries[0].sequence])
    _ = try journal.connection.store(late.bytes, .snapshot)
    for bench in [first, second, try server.bench(mirror: "late.db")] {
      #expect(try bench.journal.snapshot() == Snapshot(sequence: entries[1].sequence, bytes: [3, 4]))
    }
  }

  @Test("goes through more than it reads at once when it is opened")
  func long() throws {
    var entries: [Entry] = []
    do {
      let bench = try server.bench()
      for _ in 0..<5 { entries += bench.commit((0..<1_000).map { .said("\($0)") }) }
    }
    #expect(try server.bench(mirror: "other.db").everything() == entries)
  }
}
