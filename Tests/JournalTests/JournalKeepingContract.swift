import Journal
import TestSupport
import Testing

/// What holds for every `Journal` that is kept small: snapshots, trimming and erasing.
@Suite("Every journal, kept small")
struct JournalKeepingContract {
  private let everything = SequenceNumber(.max)

  private func part(
    _ sequence: SequenceNumber, _ index: Int, _ bytes: [UInt8], isLast: Bool = false
  ) -> SnapshotPart {
    SnapshotPart(sequence: sequence, index: index, bytes: bytes, isLast: isLast)
  }

  /// Entries a second apart, the first at 1,000.
  private func fill(_ bench: JournalBench, _ events: [Event]) -> [Entry] {
    events.enumerated().flatMap { index, event in
      bench.clock.set(Int64(index + 1) * 1_000)
      return bench.commit([event])
    }
  }

  private func trim(_ bench: JournalBench, through end: SequenceNumber, before: Int64) throws {
    var rounds = 0
    while try bench.journal.trim(through: end, before: before) {
      rounds += 1
      try #require(rounds < 1_000)
    }
  }

  @Test("has no snapshot at first, and then the last one that is whole", arguments: JournalMaker.all)
  func snapshot(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let at = bench.commit((0..<3).map { .said("\($0)") }).map(\.sequence)
    #expect(try bench.journal.snapshot() == nil)
    try bench.journal.keep(part(at[0], 0, [1, 2]))
    #expect(try bench.journal.snapshot() == nil)
    try bench.journal.keep(part(at[0], 1, []))
    try bench.journal.keep(part(at[0], 2, [3], isLast: true))
    #expect(try bench.journal.snapshot() == Snapshot(sequence: at[0], bytes: [1, 2, 3]))
    try bench.journal.keep(part(at[1], 0, [4]))
    #expect(try bench.journal.snapshot() == Snapshot(sequence: at[0], bytes: [1, 2, 3]))
    try bench.journal.keep(part(at[1], 1, [5], isLast: true))
    #expect(try bench.journal.snapshot() == Snapshot(sequence: at[1], bytes: [4, 5]))
  }

  @Test("forgets a snapshot that was never whole when another one begins", arguments: JournalMaker.all)
  func abandoned(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let at = bench.commit((0..<3).map { .said("\($0)") }).map(\.sequence)
    try bench.journal.keep(part(at[0], 0, [1]))
    try bench.journal.keep(part(at[0], 1, [2]))
    try bench.journal.keep(part(at[1], 0, [3]))
    try bench.journal.keep(part(at[1], 1, [4], isLast: true))
    #expect(try bench.journal.snapshot() == Snapshot(sequence: at[1], bytes: [3, 4]))
    try bench.journal.keep(part(at[2], 0, [], isLast: true))
    #expect(try bench.journal.snapshot() == Snapshot(sequence: at[2], bytes: []))
  }

  @Test("keeps a snapshot of many parts as it came", arguments: JournalMaker.all)
  func large(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let at = bench.commit([.said("a")])[0].sequence
    var random = SeededRandom(seed: 1)
    let parts = (0..<20).map { _ in (0..<65_536).map { _ in UInt8.random(in: 0...255, using: &random) } }
    for (index, bytes) in parts.enumerated() {
      try bench.journal.keep(part(at, index, bytes, isLast: index == 19))
    }
    #expect(try bench.journal.snapshot()?.bytes == Array(parts.joined()))
  }

  @Test("trims what is from before a time, and not what is from it", arguments: JournalMaker.all)
  func trimTime(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = fill(bench, (0..<5).map { .said("\($0)") })
    try trim(bench, through: everything, before: 1_000)
    #expect(bench.everything() == entries)
    try trim(bench, through: everything, before: 3_000)
    #expect(bench.everything().texts == ["2", "3", "4"])
    #expect(bench.reader.oldest() == entries[2].sequence)
    try trim(bench, through: everything, before: 3_001)
    #expect(bench.everything().texts == ["3", "4"])
  }

  @Test("trims nothing after the entry that is named, and never the newest", arguments: JournalMaker.all)
  func trimEnd(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = fill(bench, (0..<5).map { .said("\($0)") })
    try trim(bench, through: .zero, before: .max)
    #expect(bench.everything() == entries)
    try trim(bench, through: entries[1].sequence, before: .max)
    #expect(bench.everything().texts == ["2", "3", "4"])
    try trim(bench, through: everything, before: .max)
    #expect(bench.everything().texts == ["4"])
    #expect(bench.reader.oldest() == entries[4].sequence)
    #expect(bench.commit([.said("5")])[0].sequence > entries[4].sequence)
  }

  @Test("trims in steps, and says whether there is more", arguments: JournalMaker.all)
  func trimSteps(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit((0..<5_000).map { .said("\($0)") })
    var oldest = try #require(bench.reader.oldest())
    var steps = 1
    while try bench.journal.trim(through: everything, before: .max) {
      let next = try #require(bench.reader.oldest())
      try #require(next > oldest)
      oldest = next
      steps += 1
    }
    #expect(steps > 1)
    #expect(bench.everything() == [entries[4_999]])
    #expect(try !bench.journal.trim(through: everything, before: .max))
  }

  @Test("trims struck and erased entries like others", arguments: JournalMaker.all)
  func trimHidden(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = fill(bench, [.said("0"), .whispered("1", to: .beto), .said("2"), .said("3")])
    bench.journal.strike([entries[0].sequence])
    try bench.journal.erase([entries[1].sequence])
    #expect(bench.reader.oldest() == entries[0].sequence)
    try trim(bench, through: everything, before: 3_000)
    #expect(bench.everything().texts == ["2", "3"])
    #expect(bench.reader.oldest() == entries[2].sequence)
  }

  @Test("gives what is still kept where trimmed entries were asked for too", arguments: JournalMaker.all)
  func trimmed(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = fill(bench, (0..<9).map { .said("\($0)") })
    try trim(bench, through: entries[5].sequence, before: .max)
    let last = entries[8].sequence
    for start in [SequenceNumber.zero, entries[2].sequence, entries[5].sequence] {
      #expect(bench.reader.entries(after: start, through: last, bytes: .max).texts == ["6", "7", "8"])
    }
    #expect(bench.reader.entries(after: .zero, through: entries[4].sequence, bytes: .max).isEmpty)
    #expect(bench.reader.messages(for: .ana, through: last, count: 9, bytes: .max).texts == ["6", "7", "8"])
    #expect(bench.reader.messages(for: .ana, through: entries[4].sequence, count: 9, bytes: .max).isEmpty)
  }

  @Test(
    "finds private messages after one entry, up to another, and from before a time",
    arguments: JournalMaker.all)
  func whispers(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = fill(
      bench,
      [
        .whispered("0", to: .beto), .said("1"), .whispered("2", to: .caio), .away(.lost),
        .whispered("4", to: .beto), .whispered("5", to: .caio),
      ])
    func found(
      after start: SequenceNumber = .zero, through end: Int = 5, before time: Int64 = .max, limit: Int = 99
    ) throws -> [Int] {
      let references = try bench.journal.whispers(
        after: start, through: entries[end].sequence, before: time, limit: limit)
      return references.map { reference in entries.firstIndex { $0.sequence == reference.sequence } ?? -1 }
    }
    #expect(try found() == [0, 2, 4, 5])
    #expect(try found(after: entries[0].sequence) == [2, 4, 5])
    #expect(try found(after: entries[1].sequence) == [2, 4, 5])
    #expect(try found(after: entries[5].sequence) == [])
    #expect(try found(through: 4) == [0, 2, 4])
    #expect(try found(through: 3) == [0, 2])
    #expect(try found(before: 5_000) == [0, 2])
    #expect(try found(before: 5_001) == [0, 2, 4])
    #expect(try found(limit: 2) == [0, 2])
    #expect(try found(limit: 0) == [])
    let all = try bench.journal.whispers(after: .zero, through: everything, before: .max, limit: 99)
    #expect(all.map(\.recipient) == [.beto, .caio, .beto, .caio])
    bench.journal.strike([entries[2].sequence])
    #expect(try found() == [0, 4, 5])
  }

  @Test("forgets what erased messages say, to everyone, and finds them no more", arguments: JournalMaker.all)
  func erase(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = fill(
      bench,
      [.said("0"), .whispered("1", to: .beto), .whispered("2", to: .beto), .said("3")])
    try bench.journal.erase([])
    #expect(bench.everything() == entries)
    try bench.journal.erase([entries[1].sequence])
    #expect(bench.everything().texts == ["0", "2", "3"])
    for session in [SessionID.ana, .beto] {
      let messages = bench.reader.messages(for: session, through: everything, count: 9, bytes: .max)
      #expect(messages.texts == ["0", "2", "3"])
    }
    let left = try bench.journal.whispers(after: .zero, through: everything, before: .max, limit: 99)
    #expect(left == [WhisperReference(sequence: entries[2].sequence, recipient: .beto)])
    // Again, and what is none of them.
    try bench.journal.erase([entries[1].sequence, entries[0].sequence, SequenceNumber(99), .zero])
    #expect(bench.everything().texts == ["0", "2", "3"])
    #expect(bench.commit([.said("4")])[0].sequence > entries[3].sequence)
  }
}
