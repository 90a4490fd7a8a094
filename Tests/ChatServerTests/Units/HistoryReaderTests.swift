import Journal
import Testing
import Wire

@testable import ChatServer

@Suite("The history reader")
struct HistoryReaderTests {
  @Test("gives back the last messages, oldest first, after a notice of how many in the plain dialect")
  func history() throws {
    let bench = try HistoryBench()
    bench.commit([Sample.said("a"), Sample.said("b"), Sample.joined("Zoe"), Sample.said("c")])
    bench.ask(.messages(number: 7, count: 2), through: 4)
    bench.ask(.messages(number: 0, count: 2), through: 4, .plain)
    bench.ask(.messages(number: 8, count: 500), through: 2)
    bench.ask(.messages(number: 0, count: 1), through: 0, .plain)
    try bench.run {
      let answers = try bench.answers(4)
      #expect(answers.map(\.number) == [7, 0, 8, 0])
      #expect(answers[0].text == "~2 1000 Ana: b\n~4 1000 Ana: c\n")
      #expect(answers[1].text == "* 2 earlier messages:\nAna: b\nAna: c\n")
      #expect(answers[2].text == "~1 1000 Ana: a\n~2 1000 Ana: b\n")
      #expect(answers[3].text == "* No earlier messages.\n")
    }
  }

  @Test("gives private messages back to their two sessions alone")
  func privateHistory() throws {
    let bench = try HistoryBench()
    bench.commit([Sample.said("a"), .whispered(Sample.whisper("secret", to: Sample.beto))])
    for session in [Sample.ana, Sample.beto, Sample.caio] {
      bench.ask(.messages(number: 1, count: 20), through: 2, for: session)
    }
    try bench.run {
      let answers = try bench.answers(3).map(\.text)
      #expect(answers[0] == "~1 1000 Ana: a\n~2 1000 [privado] Ana>Beto: secret\n")
      #expect(answers[1] == answers[0])
      #expect(answers[2] == "~1 1000 Ana: a\n")
    }
  }

  @Test("gives at most 128 KiB of lines, the newest, whole")
  func historyBytes() throws {
    let bench = try HistoryBench()
    // 64 lines of 63 bytes, which become 64 lines of 69 in the plain dialect.
    let text = repeatElement(String(repeating: "x", count: 63), count: 64).joined(separator: "\n")
    bench.commit((0..<60).map { _ in Sample.said(text) })
    bench.ask(.messages(number: 0, count: 500), through: 60, .plain)
    bench.ask(.messages(number: 1, count: 500), through: 60)
    try bench.run {
      let answers = try bench.answers(2).map(\.text)
      let line = 64 * 69
      let count = HistoryReader.historyBytes / line
      #expect(answers[0].utf8.count == "* \(count) earlier messages:\n".utf8.count + count * line)
      #expect(answers[1].utf8.count <= HistoryReader.historyBytes)
      #expect(answers[1].hasSuffix("xxx\n") && answers[1].contains("~60 1000 Ana: x"))
    }
  }

  @Test("gives a returning session what others said and did, as far as was asked")
  func missed() throws {
    let bench = try HistoryBench()
    bench.commit([Sample.said("a"), Sample.said("b")])
    bench.commit([Sample.said("mine", by: "Beto")], by: Sample.beto)
    bench.commit([Sample.said("c"), Sample.said("d")])
    bench.ask(.missed(after: SequenceNumber(1)), through: 4)
    try bench.run {
      let part = try bench.parts(1)[0]
      #expect(part.text == "2 1000 Ana: b\n4 1000 Ana: c\n")
      #expect(part.through == SequenceNumber(4))
    }
  }

  @Test("says that there is no more where the rest was struck")
  func missedStruck() throws {
    let bench = try HistoryBench()
    bench.commit([Sample.said("a"), Sample.said("b"), Sample.said("c")])
    bench.journal.strike([SequenceNumber(2), SequenceNumber(3)])
    bench.ask(.missed(after: SequenceNumber(1)), through: 3)
    try bench.run {
      let part = try bench.parts(1)[0]
      #expect(part.text.isEmpty && part.through == SequenceNumber(3))
    }
  }

  @Test("gives what was missed in parts, which together are all of it")
  func missedInParts() throws {
    let bench = try HistoryBench()
    bench.commit((1...200).map { Sample.said("\($0) " + String(repeating: "x", count: 1_000)) })
    try bench.run {
      var after = SequenceNumber.zero
      var text = ""
      var parts = 0
      while after < SequenceNumber(200) {
        bench.ask(.missed(after: after), through: 200)
        let part = try bench.parts(1)[0]
        #expect(part.through > after)
        text += part.text
        after = part.through
        parts += 1
      }
      #expect(parts == 2)
      let lines = text.split(separator: "\n")
      #expect(lines.count == 200)
      for (index, line) in lines.enumerated() {
        #expect(line.hasPrefix("\(index + 1) 1000 Ana: \(index + 1) x"))
      }
    }
  }

  @Test("says in front of the first part what was trimmed away")
  func gap() throws {
    // Room for two entries.
    let bench = try HistoryBench(capacity: 2 * 68)
    bench.commit((0..<5).map { Sample.said("\($0)") })
    bench.ask(.missed(after: SequenceNumber(1)), through: 5)
    bench.ask(.missed(after: SequenceNumber(3)), through: 5)
    bench.ask(.missed(after: SequenceNumber(2)), through: 5)
    try bench.run {
      let parts = try bench.parts(3).map(\.text)
      #expect(parts[0] == "= gap 2 3\n4 1000 Ana: 3\n5 1000 Ana: 4\n")
      #expect(parts[1] == "4 1000 Ana: 3\n5 1000 Ana: 4\n")
      #expect(parts[2] == "= gap 3 3\n4 1000 Ana: 3\n5 1000 Ana: 4\n")
    }
  }

  @Test("loses no answer where the inbox of who asked is full for a while")
  func fullInbox() throws {
    let bench = try HistoryBench(inboxLimit: 1)
    bench.commit([Sample.said("a")])
    for number in 1...3 as ClosedRange<UInt64> {
      bench.ask(.messages(number: number, count: 1), through: 1)
    }
    for _ in 0..<3 { bench.ask(.missed(after: .zero), through: 1) }
    try bench.run {
      let parts = try bench.parts(3).map(\.text)
      #expect(parts == Array(repeating: "1 1000 Ana: a\n", count: 3))
      let numbers = try bench.answers(3).map(\.number)
      #expect(numbers == [1, 2, 3])
    }
  }

  @Test("ends although an inbox stays full")
  func endsWhileFull() throws {
    let bench = try HistoryBench(inboxLimit: 1)
    for _ in 0..<3 { bench.ask(.messages(number: 1, count: 1), through: 1) }
    try bench.run {
      let answers = try bench.answers(1)
      #expect(answers[0].number == 1)
    }
  }

  @Test("lets returning sessions wait while too many pieces are held, in order, but nobody's #historico")
  func heldUp() throws {
    let bench = try HistoryBench(pieceBytes: 0)
    // Three pieces of the largest lines, of which the bound takes two.
    let text = String(repeating: "\\", count: Text.maximumBytes)
    bench.commit((0..<3 * LogPiece.span).map { _ in Sample.said(text) })
    for start in [0, 128, 256, 383] as [UInt64] {
      bench.ask(.missed(after: SequenceNumber(start)), through: min(start + 128, 384))
    }
    bench.commit([Sample.said("news")])
    bench.ask(.messages(number: 7, count: 1), through: 385)
    try bench.run {
      // The command came last, and does not wait for the pieces that are held.
      let answer = try bench.answers(1)[0].text
      #expect(answer == "~385 1000 Ana: news\n")
      var held = try bench.parts(2)
      bench.ask(.messages(number: 8, count: 1), through: 385)
      let second = try bench.answers(1)
      #expect(second[0].number == 8)
      #expect(held.map(\.through) == [SequenceNumber(128), SequenceNumber(256)] && bench.ioThread.count == 0)
      held.removeFirst()
      held += try bench.parts(2)
      #expect(held.map(\.through) == [256, 384, 384].map { SequenceNumber($0) })
      #expect(held[2].text.hasPrefix("384 1000 Ana: "))
      #expect(bench.pieces.highest <= bench.pieces.limit)
    }
  }

  @Test("cuts off a returning session where the journal cannot be read, and says so in the log")
  func unreadable() throws {
    let bench = try HistoryBench(reader: UnreadableReader())
    bench.ask(.missed(after: .zero), through: 1)
    try bench.run {
      guard case .missed(Sample.connection(4), nil) = try bench.deliveries(1)[0] else {
        throw HistoryBench.Unexpected()
      }
    }
    #expect(bench.log.take() == ["error the journal cannot be read error=not today"])
  }

  @Test("shows no erased private message out of its memory")
  func erased() throws {
    let bench = try HistoryBench()
    bench.commit([Sample.said("a"), .whispered(Sample.whisper("secret", to: Sample.beto)), Sample.said("b")])
    try bench.run {
      bench.ask(.missed(after: .zero), through: 3)
      let before = try bench.parts(1)[0].text
      #expect(before.contains("secret"))
      bench.journal.erase([SequenceNumber(2)])
      bench.reader.forgetWhispers()
      bench.ask(.missed(after: .zero), through: 3)
      let after = try bench.parts(1)[0].text
      #expect(after == "1 1000 Ana: a\n3 1000 Ana: b\n")
    }
  }
}
