import Journal
import Testing

@testable import ChatServer

@Suite("A part of what was missed")
struct MissedPartTests {
  private let budget = PieceBudget(limit: 1 << 24)

  /// A part, where the expectations of a test may change it.
  private final class Taking {
    var part: MissedPart

    init(_ part: MissedPart) { self.part = part }

    var taken: SequenceNumber? { part.taken }

    /// Where in the piece the next lines stand.
    func take(_ limit: Int) -> Range<Int>? { part.take(atMost: limit)?.range }
  }

  /// Beto's part of a piece of these entries.
  private func part(
    _ entries: [Entry], for session: SessionID = Sample.beto, owner: SessionID? = nil
  ) -> MissedPart {
    let viewer = Viewer(session, owner: owner)
    var renderer = PieceRenderer()
    let piece = renderer.piece(entries, behind: nil, start: 1, through: 128, budget: budget)
    return MissedPart(
      for: viewer, piece: piece, lines: piece.lines(after: 0, through: 128, for: viewer),
      through: SequenceNumber(128))
  }

  /// How long a message's text is for a line of so many bytes.
  private func said(_ bytes: Int, _ sequence: UInt64) -> Entry {
    Sample.entry(sequence, Sample.said(String(repeating: "x", count: bytes - "1 1000 Ana: \n".utf8.count)))
  }

  private func whisper(
    _ sequence: UInt64, to recipient: SessionID, by sender: SessionID = Sample.ana, owner: SessionID? = nil
  ) -> Entry {
    Sample.entry(sequence, .whispered(Sample.whisper("psst", to: recipient, owner: owner)), sender)
  }

  @Test("has what is private to the session's owner, and what the owner's other devices say")
  func owner() throws {
    let (one, other) = (SessionID.owner(since: SequenceNumber(1)), SessionID.owner(since: SequenceNumber(2)))
    let entries = [
      whisper(3, to: one), whisper(4, to: other), whisper(5, to: Sample.beto),
      whisper(6, to: other, by: Sample.caio, owner: one), whisper(7, to: other, by: Sample.beto, owner: one),
      whisper(8, to: Sample.caio, owner: other), Sample.entry(9, Sample.said("a"), Sample.caio),
      Sample.entry(10, Sample.joined("Ana", keys: 1, isFurther: true)),
      Sample.entry(11, Sample.left("Ana", isLast: false)),
    ]
    func shown(_ session: SessionID, _ owner: SessionID?) -> [String] {
      part(entries, for: session, owner: owner).text.split(separator: "\n")
        .map { String($0.prefix { $0 != " " }) }
    }
    #expect(shown(Sample.beto, one) == ["3", "5", "6", "9"])
    #expect(shown(Sample.beto, other) == ["4", "5", "6", "8", "9"])
    #expect(shown(Sample.beto, nil) == ["5", "9"])
    #expect(shown(Sample.caio, one) == ["3", "7", "8"])
    #expect(shown(Sample.session(9), nil) == ["9"])
  }

  @Test("leaves the session's own lines out, and puts its private ones in")
  func ownAndPrivate() throws {
    let entries = [
      Sample.entry(1, Sample.said("a")), Sample.entry(2, Sample.said("mine"), Sample.beto),
      whisper(3, to: Sample.caio), whisper(4, to: Sample.beto), Sample.entry(5, .away(.lost)),
      whisper(6, to: Sample.caio, by: Sample.beto), Sample.entry(7, Sample.joined("Zoe")),
      Sample.entry(8, Sample.said("mine"), Sample.beto),
    ]
    #expect(
      part(entries).text == """
        1 1000 Ana: a
        4 1000 [privado] Ana>Beto: psst
        7 1000 * joined Zoe

        """)
    #expect(
      part(entries, for: Sample.caio).text == """
        1 1000 Ana: a
        2 1000 Ana: mine
        3 1000 [privado] Ana>Beto: psst
        6 1000 [privado] Ana>Beto: psst
        7 1000 * joined Zoe
        8 1000 Ana: mine

        """)
    #expect(part(entries, for: Sample.ana).text == "2 1000 Ana: mine\n8 1000 Ana: mine\n")
  }

  @Test("never has private lines in the bytes that all share")
  func apart() {
    var renderer = PieceRenderer()
    let piece = renderer.piece(
      [Sample.entry(1, Sample.said("a")), whisper(2, to: Sample.beto)], behind: nil, start: 1, through: 2,
      budget: budget)
    #expect(Sample.text(piece.shared) == "1 1000 Ana: a\n")
    #expect(Sample.text(piece.whispers) == "2 1000 [privado] Ana>Beto: psst\n")
  }

  @Test("takes what stands together in one go, whatever others have in between")
  func oneGo() throws {
    var part = part([
      Sample.entry(1, Sample.said("a")), whisper(2, to: Sample.caio), Sample.entry(3, .returned),
      Sample.entry(4, Sample.said("b")),
    ])
    let first = part.take(atMost: 1_000)
    let (bytes, range) = try #require(first)
    #expect(Sample.text(bytes[range]) == "1 1000 Ana: a\n4 1000 Ana: b\n")
    let second = part.take(atMost: 1_000)
    #expect(second == nil && part.taken == SequenceNumber(128))
  }

  @Test("takes whole lines up to the limit, none past it, and says how far it is")
  func limit() {
    let taking = Taking(part([said(100, 1), said(100, 2), said(100, 4)]))
    #expect(taking.taken == .zero)
    #expect(taking.take(200) == 0..<200)
    #expect(taking.taken == SequenceNumber(3))
    #expect(taking.take(99) == 200..<200)
    #expect(taking.taken == SequenceNumber(3))
    #expect(taking.take(100) == 200..<300)
    #expect(taking.taken == SequenceNumber(128))
    #expect(taking.take(100) == nil)
  }

  @Test("cuts a line that is longer than a record, and no other")
  func longLines() {
    let record = IOThread.recordBytes
    let taking = Taking(part([said(record, 1), said(record + 1, 2), said(100, 3)]))
    #expect(taking.take(record - 1) == 0..<0)
    #expect(taking.take(record) == 0..<record)
    #expect(taking.take(record - 1) == record..<record)
    #expect(taking.taken == SequenceNumber(1))
    #expect(taking.take(record) == record..<2 * record)
    // In the middle of a line nothing can be asked for again.
    #expect(taking.taken == nil)
    #expect(taking.take(record) == 2 * record..<2 * record + 101)
    #expect(taking.taken == SequenceNumber(128))
  }

  @Test("has the lines of its range alone")
  func range() {
    var renderer = PieceRenderer()
    let piece = renderer.piece(
      (1...5).map { Sample.entry($0, Sample.said("\($0)")) }, behind: nil, start: 1, through: 5,
      budget: budget)
    #expect(piece.lines(after: 0, through: 5, for: Viewer(Sample.beto)) == 0..<5)
    #expect(piece.lines(after: 1, through: 4, for: Viewer(Sample.beto)) == 1..<4)
    #expect(piece.lines(after: 4, through: 4, for: Viewer(Sample.beto)).isEmpty)
    #expect(piece.lines(after: 5, through: 9, for: Viewer(Sample.beto)).isEmpty)
    #expect(piece.lines(after: 0, through: 5, for: Viewer(Sample.ana)).isEmpty)
  }
}
