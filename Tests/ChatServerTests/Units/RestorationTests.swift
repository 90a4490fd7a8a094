import Journal
import TestSupport
import Testing

@testable import ChatServer

@Suite("What is restored from a journal")
struct RestorationTests {
  private let clock = SettableClock(1_000)
  private let journal: MemoryJournal

  init() {
    let clock = clock
    journal = MemoryJournal(room: RoomID(1)) { clock.milliseconds }
  }

  /// The same entries in the journal and in the bench.
  private func bench(_ count: Int, seed: Int) -> RosterBench {
    var stream = EntryStream(seed: seed)
    var bench = RosterBench()
    for _ in 0..<count { stream.next(into: &bench) }
    for entry in bench.entries {
      clock.set(entry.milliseconds)
      journal.interleave(
        Draft(id: 1, session: entry.session, number: entry.number, event: entry.event), by: entry.writer)
    }
    return bench
  }

  private func keep(_ roster: Roster, at sequence: Int) {
    journal.keep(
      SnapshotPart(
        sequence: SequenceNumber(UInt64(sequence)), index: 0, bytes: RosterBench.encode(roster), isLast: true)
    )
  }

  @Test("of an empty one is nobody")
  func nothing() throws {
    let restoration = try Restoration(of: journal)
    #expect(restoration.roster == Roster())
    #expect(restoration.folded == .zero && restoration.snapshot == .zero && restoration.entriesSince == 0)
  }

  @Test(
    "is the fold of all entries, whatever the snapshot has of them", arguments: [nil, 1, 150, 299, 300])
  func fold(snapshot: Int?) throws {
    let bench = bench(300, seed: 7)
    if let snapshot { keep(RosterBench.replay(Array(bench.entries[..<snapshot])).roster, at: snapshot) }
    let restoration = try Restoration(of: journal)
    #expect(restoration.roster == bench.roster)
    #expect(restoration.folded == bench.last)
    #expect(restoration.snapshot == SequenceNumber(UInt64(snapshot ?? 0)))
    #expect(restoration.entriesSince == 300 - (snapshot ?? 0))
  }

  @Test("strikes what does not count, of the entries that it folds")
  func strikes() throws {
    let bench = bench(300, seed: 8)
    keep(RosterBench.replay(Array(bench.entries[..<100])).roster, at: 100)
    _ = try Restoration(of: journal)
    let shown = try journal.reader.entries(
      after: SequenceNumber(100), through: SequenceNumber(.max), bytes: .max)
    let counted = zip(bench.entries, bench.verdicts).dropFirst(100).filter { $0.1 == .counts }
    #expect(shown == counted.map(\.0))
    #expect(try journal.reader.entries(after: .zero, through: SequenceNumber(100), bytes: .max).count == 100)
  }

  @Test("is read in parts of a mebibyte")
  func parts() throws {
    let text = String(repeating: "a", count: 4_000)
    journal.interleave(Draft(id: 1, session: Sample.ana, number: 1, event: Sample.joined("Ana")))
    for number in 2...700 as ClosedRange<UInt64> {
      journal.interleave(Draft(id: 1, session: Sample.ana, number: number, event: Sample.said(text)))
    }
    let restoration = try Restoration(of: journal)
    #expect(Restoration.readBytes == 1_048_576)
    #expect(restoration.entriesSince == 700)
    for number: UInt64 in [1, 350, 700] {
      #expect(restoration.roster.answer(to: number, in: Sample.ana) == SequenceNumber(number))
    }
  }
}
