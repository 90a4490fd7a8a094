import ChatClient
import Testing
import Wire

@Suite("Our own lines")
struct OwnLinesTests {
  private var transcript = Transcript(Wording(.english))

  init() {
    transcript.take(.entered(name: "ana", here: ["ana", "Bia"], count: 2), at: 0)
  }

  @Test("wait for their answers, and then stand where they are in the journal")
  mutating func waits() {
    give("um", "@bia dois", "#quem", "##três")
    #expect(transcript.pending.map(\.id) == [1, 2, 3, 4])
    #expect(
      transcript.pending.map(\.content) == [
        .message(from: "ana", body: ["um"]), .whisper(from: "ana", to: "Bia", body: ["dois"]),
        .command(["#quem"]), .message(from: "ana", body: ["#três"]),
      ])
    transcript.take(.said(from: "Bia", text: "oi", milliseconds: 5, isOld: false), at: 9)
    let own = transcript.take(.answered(id: 1, .accepted), at: 7)
    #expect(own.map(\.content) == [.message(from: "ana", body: ["um"])])
    #expect(own.map(\.fate) == [.accepted])
    #expect(own.map(\.milliseconds) == [7])
    #expect(own.allSatisfy { $0.isOwn && $0.typed.isEmpty })
    #expect(own.flatMap(transcript.wording.lines).isEmpty)
    #expect(transcript.entries.last == own.last)
    #expect(transcript.pending.map(\.id) == [2, 3, 4])
  }

  @Test("leave without a word where they are commands that were accepted")
  mutating func commands() {
    give("#quem", "#foo")
    #expect(transcript.take(.answered(id: 1, .accepted), at: 0).isEmpty)
    let entries = transcript.take(.answered(id: 2, .refused(code: "no-such-command", words: "w")), at: 0)
    #expect(entries.map(\.content) == [.command(["#foo"])])
    #expect(
      entries.flatMap(transcript.wording.lines) == ["! there is no such command: #help lists them"])
    #expect(transcript.pending.isEmpty)
  }

  @Test("say what became of them, in the words that plain lines always had")
  mutating func fates() {
    give("a\nb", "@bia c", "d", "e")
    let lines = [
      transcript.take(.answered(id: 1, .unsent), at: 0),
      transcript.take(.answered(id: 2, .unsettled), at: 0),
      transcript.take(.answered(id: 3, .refused(code: "grumpy", words: "no")), at: 0),
      transcript.take(.answered(id: 4, .refused(code: "too-fast", words: "não")), at: 0),
    ].map { $0.flatMap(transcript.wording.lines) }
    #expect(
      lines == [
        ["! not sent: a", "! not sent: b"], ["! never answered, it may not have arrived: @bia c"], ["! no"],
        ["! too fast: try again in a moment"],
      ])
    #expect(transcript.entries.suffix(4).map(\.typed) == [["a", "b"], ["@bia c"], ["d"], ["e"]])
    #expect(
      transcript.entries.last?.fate == .refused(code: "too-fast", words: "too fast: try again in a moment"))
  }

  @Test(
    "are what they were meant to be, also where they are wrong",
    arguments: [
      ("  @bia oi", TranscriptEntry.Content.message(from: "ana", body: ["  @bia oi"])),
      ("@bia", .message(from: "ana", body: ["@bia"])),
      ("@bia \u{1}", .whisper(from: "ana", to: "Bia", body: ["\u{fffd}"])),
      ("@a:b c", .message(from: "ana", body: ["@a:b c"])),
      ("@@bia c", .message(from: "ana", body: ["@bia c"])),
      ("#historico x", .command(["#historico x"])), ("\\n", .message(from: "ana", body: ["\\n"])),
    ])
  mutating func meant(typed: String, content: TranscriptEntry.Content) {
    give(typed)
    #expect(transcript.pending.map(\.content) == [content])
  }

  @Test("bear the name under which we are in the room when they are answered")
  func renamed() {
    var transcript = Transcript(Wording(.english))
    transcript.give(OutgoingLine([0x61], id: 1))
    transcript.take(.entered(name: "ana", here: [], count: 0), at: 0)
    transcript.take(.sessionEnded, at: 0)
    transcript.take(.entered(name: "eva", here: [], count: 0), at: 0)
    #expect(transcript.pending.map(\.content) == [.message(from: "eva", body: ["a"])])
    let own = transcript.take(.answered(id: 1, .accepted), at: 0)
    #expect(own.map(\.content) == [.message(from: "eva", body: ["a"])])
  }

  @Test("are not made up by answers that nobody waits for")
  mutating func stray() {
    give("a")
    let before = transcript.entries
    for fate in [Fate.accepted, .unsent, .unsettled, .refused(code: "", words: "")] {
      #expect(transcript.take(.answered(id: 7, fate), at: 0).isEmpty)
    }
    #expect(transcript.entries == before)
    transcript.take(.answered(id: 1, .accepted), at: 0)
    #expect(transcript.take(.answered(id: 1, .accepted), at: 0).isEmpty)
  }

  @Test("come back from history as old ones beside those that were just answered")
  mutating func history() {
    give("a", "#historico")
    transcript.take(.answered(id: 1, .accepted), at: 5)
    let old = transcript.take(.said(from: "ana", text: "a", milliseconds: 4, isOld: true), at: 6)
    #expect(old.map(\.fate) == [nil])
    #expect(old.map(\.isOwn) == [true])
    #expect(old.flatMap(transcript.wording.lines) == ["ana: a"])
  }

  private mutating func give(_ lines: String...) {
    for line in lines {
      let id = (transcript.pending.last?.id ?? 0) + 1
      transcript.give(OutgoingLine(Array(line.utf8), id: id))
    }
  }
}
