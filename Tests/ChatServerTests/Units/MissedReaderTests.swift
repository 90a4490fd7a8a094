import Journal
import TestSupport
import Testing
import Wire

@testable import ChatServer

@Suite("What returning sessions missed")
struct MissedReaderTests {
  /// A reader of a journal in memory that counts what it reads.
  private final class Bench {
    let journal: MemoryJournal
    let counted: CountedReader
    let budget: PieceBudget
    var reader: MissedReader

    init(capacity: Int = 1 << 24, pieceBytes: Int = 1 << 24, cacheBytes: Int = 1 << 24) {
      journal = MemoryJournal(room: RoomID(1), capacity: capacity) { 1_000 }
      counted = CountedReader(journal.reader)
      budget = PieceBudget(limit: pieceBytes)
      reader = MissedReader(reader: counted, budget: budget, cacheBytes: cacheBytes)
    }

    func commit(_ events: [Event], by session: SessionID = Sample.ana) {
      journal.submit(events.map { Draft(id: 1, session: session, number: 0, event: $0) })
    }

    func part(
      _ start: UInt64, _ end: UInt64, for session: SessionID = Sample.beto
    ) throws -> MissedPart? {
      try reader.part(for: Viewer(session), after: SequenceNumber(start), through: SequenceNumber(end))
    }

    /// All that there is for the session, part after part.
    func all(
      _ start: UInt64, _ end: UInt64, for session: SessionID = Sample.beto
    ) throws -> (text: String, parts: Int) {
      var after = start
      var text = ""
      var parts = 0
      while after < end {
        let part = try #require(try part(after, end, for: session))
        #expect(part.through.value > after && part.through.value <= end)
        text += part.text
        after = part.through.value
        parts += 1
      }
      return (text, parts)
    }
  }

  @Test("is read once for all of them")
  func once() throws {
    let bench = Bench()
    bench.commit((1...1_000).map { Sample.said("\($0)") })
    for session in 10..<310 {
      let (text, parts) = try bench.all(0, 1_000, for: Sample.session(session))
      #expect(text.split(separator: "\n").count == 1_000 && parts == 8)
    }
    #expect(bench.counted.entriesRead == 1_000)
  }

  @Test("is read on where the log has gone on, and shown to nobody past what was asked")
  func openTail() throws {
    let bench = Bench()
    for end in 1...300 as ClosedRange<UInt64> {
      bench.commit([Sample.said("\(end)")])
      #expect(try bench.all(end - 1, end).text == "\(end) 1000 Ana: \(end)\n")
    }
    #expect(bench.counted.entriesRead == 300)
    #expect(try bench.all(126, 130).text.split(separator: "\n").count == 4)
    #expect(try bench.all(0, 7).text.split(separator: "\n").count == 7)
    #expect(try bench.all(128, 256).parts == 1)
    #expect(bench.counted.entriesRead == 300)
  }

  @Test("is for each what the log has for it, whatever is in it and wherever one begins")
  func anything() throws {
    var random = SeededRandom(seed: 7)
    let bench = Bench(cacheBytes: 20_000)
    let people = (1...5).map(Sample.session)
    for _ in 0..<40 {
      for _ in 0..<Int.random(in: 1...100, using: &random) {
        let recipient = people.randomElement(using: &random) ?? Sample.ana
        let events: [Event] = [
          Sample.said("olá"), Sample.said("x\ny\\"), Sample.joined("Zoe"), Sample.left("Zoe"), .returned,
          .away(.lost), .whispered(Sample.whisper("psst", to: recipient)),
        ]
        bench.commit(
          [events.randomElement(using: &random) ?? .returned],
          by: people.randomElement(using: &random) ?? recipient)
      }
      let log = try bench.journal.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
      let end = log[log.count - 1].sequence.value
      let start = UInt64.random(in: 0..<end, using: &random)
      for session in people {
        #expect(try bench.all(start, end, for: session).text == expected(log, start, end, session))
      }
    }
    #expect(bench.budget.highest <= bench.budget.limit)
  }

  private func expected(_ log: [Entry], _ start: UInt64, _ end: UInt64, _ session: SessionID) -> String {
    var bytes: [UInt8] = []
    for entry in log where entry.sequence.value > start && entry.sequence.value <= end {
      guard entry.session != session else { continue }
      if case .whispered(let whisper) = entry.event, whisper.recipient != session { continue }
      EntryRenderer.appendMissed(entry, to: &bytes)
    }
    return Sample.text(bytes)
  }

  @Test("is not asked for again and again where nothing is shown")
  func nothingToShow() throws {
    let bench = Bench()
    bench.commit((0..<1_000).map { _ in .returned } + [Sample.said("a")])
    // Each time one piece is read, since others wait.
    #expect(try bench.all(0, 1_001).parts == 8)
    #expect(try bench.all(0, 1_001, for: Sample.caio).parts == 1)
    #expect(try bench.all(0, 1_000, for: Sample.caio) == ("", 1))
  }

  @Test("passes over what was struck, and over numbers that were never given")
  func holes() throws {
    let bench = Bench()
    bench.commit((0..<400).map { Sample.said("\($0)") })
    bench.journal.strike((2..<400).map { SequenceNumber($0) })
    #expect(try bench.all(0, 400).text == "1 1000 Ana: 0\n400 1000 Ana: 399\n")
    let far: UInt64 = 1 << 40
    let sparse = SparseReader(
      entries: [Sample.entry(3, Sample.said("a")), Sample.entry(far, Sample.said("b"))])
    bench.reader = MissedReader(reader: sparse, budget: bench.budget, cacheBytes: 1 << 20)
    let (text, parts) = try bench.all(0, far)
    #expect(text == "3 1000 Ana: a\n\(far) 1000 Ana: b\n" && parts <= 4)
  }

  @Test("begins with what was trimmed away, as far as was asked")
  func gap() throws {
    // Room for ten.
    let bench = Bench(capacity: 10 * 70)
    bench.commit((100..<400).map { Sample.said("\($0)") })
    let rest = (291...300).map { "\($0) 1000 Ana: \($0 + 99)\n" }.joined()
    #expect(try bench.all(0, 300).text == "= gap 1 290\n" + rest)
    #expect(try bench.all(289, 300).text == "= gap 290 290\n" + rest)
    #expect(try bench.all(290, 300).text == rest)
    #expect(try bench.all(5, 200).text == "= gap 6 200\n")
    #expect(try bench.all(5, 290).text == "= gap 6 290\n")
    // What is held of it already is shown although the journal has trimmed it meanwhile.
    bench.commit((400..<405).map { Sample.said("\($0)") })
    #expect(try bench.all(280, 300).text == "= gap 281 290\n" + rest)
    bench.commit((405..<450).map { Sample.said("\($0)") })
    #expect(try bench.all(290, 350).text.hasPrefix("= gap 291 340\n341 1000 Ana: 440\n"))
  }

  @Test("waits while too much is held, and never passes the bound")
  func bound() throws {
    let bench = Bench(pieceBytes: 3 * LogPiece.maximumCost, cacheBytes: 1 << 30)
    let text = String(repeating: "\\", count: Text.maximumBytes)
    bench.commit((0..<10 * LogPiece.span).map { _ in Sample.said(text) })
    var held: [MissedPart] = []
    while let part = try bench.part(UInt64(held.count) * LogPiece.span, 1_280) { held.append(part) }
    #expect(held.count == 3)
    // What is there already may be had at any time.
    #expect(try bench.part(2 * LogPiece.span, 1_280)?.through == SequenceNumber(3 * LogPiece.span))
    held = []
    #expect(try bench.all(0, 1_280).text.utf8.count > 10 << 20)
    #expect(bench.budget.highest <= 3 * LogPiece.maximumCost)
  }

  @Test("costs at its largest what is reckoned with")
  func largest() throws {
    let name = String(repeating: "\u{10400}", count: Name.maximumCharacters)
    let text = String(repeating: "\\", count: Text.maximumBytes)
    let whisper = Whisper(
      from: Sample.bytes(name), to: Sample.bytes(name), recipient: Sample.beto, text: Sample.bytes(text))
    let bench = Bench()
    bench.commit((0..<LogPiece.span).map { _ in .whispered(whisper) })
    #expect(try bench.all(0, 128).parts == 1)
    #expect(bench.budget.highest <= LogPiece.maximumCost)
    #expect(bench.budget.highest > LogPiece.maximumCost * 9 / 10)
  }

  @Test("is read again once private messages were erased")
  func erased() throws {
    let bench = Bench()
    bench.commit([.whispered(Sample.whisper("secret", to: Sample.beto)), Sample.said("a")])
    #expect(try bench.all(0, 2).text.contains("secret"))
    bench.journal.erase([SequenceNumber(1)])
    bench.reader.forgetWhispers()
    #expect(try bench.all(0, 2).text == "2 1000 Ana: a\n")
  }

  @Test("is not there where the journal cannot be read")
  func unreadable() throws {
    let bench = Bench()
    bench.reader = MissedReader(reader: UnreadableReader(), budget: bench.budget, cacheBytes: 1 << 20)
    #expect(throws: UnreadableReader.error) { _ = try bench.part(0, 1) }
  }
}
