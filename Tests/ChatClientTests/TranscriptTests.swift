import ChatClient
import Testing
import Wire

@Suite("The transcript")
struct TranscriptTests {
  private var transcript = Transcript(Wording(.english))

  init() {
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 0)
  }

  @Test("puts each kind of event into the words and marks of its kind")
  mutating func words() {
    let here = ["ana", "bia"]
    let events: [(ClientEvent, TranscriptEntry.Content, String)] = [
      (
        .said(from: "bia", text: "hi", milliseconds: 1, isOld: false), .message(from: "bia", body: ["hi"]),
        "bia: hi"
      ),
      (
        .whispered(from: "bia", to: "ana", text: "hi", milliseconds: 1, isOld: false),
        .whisper(from: "bia", to: "ana", body: ["hi"]), "[private] bia: hi"
      ),
      (
        .whispered(from: "ana", to: "bia", text: "hi", milliseconds: 1, isOld: false),
        .whisper(from: "ana", to: "bia", body: ["hi"]), "[private] ana>bia: hi"
      ),
      (
        .whispered(from: "ana", to: "ana", text: "hi", milliseconds: 1, isOld: false),
        .whisper(from: "ana", to: "ana", body: ["hi"]), "[private] ana>ana: hi"
      ),
      (.joined(name: "bia", milliseconds: 1, isOld: false), .joined("bia"), "* bia joined"),
      (.left(name: "bia", reason: .quit, milliseconds: 1, isOld: false), .left("bia", .quit), "* bia left"),
      (
        .left(name: "bia", reason: .lost, milliseconds: 1, isOld: false), .left("bia", .lost),
        "* bia left (connection lost)"
      ),
      (.left(name: "bia", reason: nil, milliseconds: 1, isOld: false), .left("bia", nil), "* bia left"),
      (
        .entered(name: "ana", here: here, count: 2), .notice("welcome, ana! 2 here: ana, bia"),
        "* welcome, ana! 2 here: ana, bia"
      ),
      (.here(["ana"], count: 1), .notice("1 here: ana"), "* 1 here: ana"),
      (.help("#help: this"), .notice("#help: this"), "* #help: this"),
      (.historyEnded(count: 0), .notice("there is no history"), "* there is no history"),
      (
        .refused(code: "no-such-person", words: "ninguém"), .refusal("nobody of that name is here"),
        "! nobody of that name is here"
      ),
      (.refused(code: "grumpy", words: "go away"), .refusal("go away"), "! go away"),
      (.refused(code: "grumpy", words: ""), .refusal("grumpy"), "! grumpy"),
      (
        .undelivered(to: "bia"),
        .notice("the private message to bia was not delivered: they did not come back"),
        "* the private message to bia was not delivered: they did not come back"
      ),
      (.resumed, .state("connected again"), "connected again"),
      (
        .readOnly,
        .state(
          "the server can store no more messages: one can read, but not write, until it is started again"),
        "the server can store no more messages: one can read, but not write, until it is started again"
      ),
      (
        .certificateExpired(notAfter: 0),
        .state("warning: the server's certificate expired on 1970-01-01; its key is the expected one"),
        "warning: the server's certificate expired on 1970-01-01; its key is the expected one"
      ),
    ]
    for (event, content, text) in events {
      let entries = transcript.take(event, at: 5)
      #expect(entries.map(\.content) == [content])
      #expect(entries.flatMap(transcript.wording.lines) == [text])
      #expect(entries.allSatisfy { $0.fate == nil && $0.typed.isEmpty })
    }
    for event in [ClientEvent.nameNeeded, .ended(.left)] {
      #expect(transcript.take(event, at: 5).isEmpty)
    }
  }

  @Test("speaks Portuguese")
  func portuguese() {
    var transcript = Transcript(Wording(.portuguese))
    let entries =
      transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 0)
      + transcript.take(.whispered(from: "bia", to: "ana", text: "oi", milliseconds: 1, isOld: false), at: 0)
      + transcript.take(.joined(name: "rui", milliseconds: 1, isOld: false), at: 0)
    #expect(
      entries.flatMap(transcript.wording.lines) == [
        "* boas-vindas, ana! 1 aqui: ana", "[privado] bia: oi", "* rui entrou",
      ])
  }

  @Test("has the server's time where there is one, else ours, and numbers that rise")
  mutating func times() {
    let said = transcript.take(.said(from: "bia", text: "a", milliseconds: 7, isOld: true), at: 9)
    let notice = transcript.take(.help("b"), at: 9)
    #expect(said.map(\.milliseconds) == [7] && said.map(\.isOld) == [true])
    #expect(notice.map(\.milliseconds) == [9] && notice.map(\.isOld) == [false])
    #expect(transcript.entries.map(\.id) == [1, 2, 3])
    #expect(transcript.entries.suffix(2) == (said + notice)[...])
  }

  @Test("knows what is ours, and what was said to us alone")
  mutating func ownAndToUs() {
    let whispered = { (from: String, to: String) in
      ClientEvent.whispered(from: from, to: to, text: "a", milliseconds: 0, isOld: true)
    }
    let entries = [
      .said(from: "ana", text: "a", milliseconds: 0, isOld: true), whispered("bia", "ana"),
      whispered("ana", "bia"), whispered("bia", "rui"),
    ].flatMap { transcript.take($0, at: 0) }
    #expect(entries.map(\.isOwn) == [true, false, true, false])
    #expect(entries.map(\.isToUs) == [false, true, false, false])
  }

  @Test("puts the name before each line of a text")
  mutating func severalLines() {
    let entries = transcript.take(
      .said(from: "bia", text: "a\n\nrui: b", milliseconds: 7, isOld: true), at: 0)
    #expect(entries.flatMap(transcript.wording.lines) == ["bia: a", "bia: ", "bia: rui: b"])
  }

  @Test("lets nothing reach the terminal that it would obey")
  mutating func safe() {
    let evil = "\u{1b}[2J\u{7}\u{9b}1m\u{202e}x\r\u{2028}"
    transcript.give(OutgoingLine(Array(evil.utf8), id: 1))
    transcript.give(OutgoingLine(Array(("#" + evil).utf8), id: 2))
    transcript.give(OutgoingLine(Array(("@bia " + evil).utf8), id: 3))
    transcript.give(OutgoingLine(Array(evil.utf8), id: 4))
    for line in transcript.pending { #expect(Self.isSafe("\(line.content)")) }
    let events: [ClientEvent] = [
      .said(from: evil, text: evil, milliseconds: 0, isOld: false),
      .whispered(from: evil, to: evil, text: evil, milliseconds: 0, isOld: false),
      .joined(name: evil, milliseconds: 0, isOld: false),
      .left(name: evil, reason: nil, milliseconds: 0, isOld: false),
      .entered(name: evil, here: [evil], count: 1), .here([evil], count: 1), .help(evil),
      .undelivered(to: evil), .refused(code: evil, words: evil), .refused(code: evil, words: ""),
      .offence(words: evil), .nameRefused(name: evil, code: evil, words: evil), .cut(.refused(evil)),
      .cut(.failed(evil)), .stillCut(evil), .answered(id: 1, .unsent), .answered(id: 2, .unsettled),
      .answered(id: 3, .refused(code: evil, words: evil)), .answered(id: 4, .accepted),
    ]
    for event in events {
      let entries = transcript.take(event, at: 0)
      #expect(!entries.isEmpty)
      for entry in entries {
        #expect(Self.isSafe("\(entry.content)\(entry.typed)") && Self.isSafe("\(entry.fate, default: "")"))
        #expect(transcript.wording.lines(of: entry).allSatisfy(Self.isSafe))
      }
    }
    #expect(transcript.presence.names.allSatisfy(Self.isSafe))
    #expect(transcript.recentSpeakers.allSatisfy(Self.isSafe) && Self.isSafe(transcript.ownName))
  }

  @Test("shows at most 64 lines of one text, and the front of a name that is none")
  mutating func bounded() {
    let many = String(repeating: "a\n", count: 10_000)
    let entries = transcript.take(
      .said(from: String(repeating: "n", count: 60_000), text: many, milliseconds: 0, isOld: false), at: 0)
    let lines = entries.flatMap(transcript.wording.lines)
    #expect(lines.count == 64)
    #expect(lines[0] == String(repeating: "n", count: 64) + "…: a")
    let exact = transcript.take(
      .said(from: String(repeating: "n", count: 64), text: "a", milliseconds: 0, isOld: false), at: 0)
    #expect(exact.flatMap(transcript.wording.lines) == [String(repeating: "n", count: 64) + ": a"])
  }

  @Test("lists 50 names and counts the others")
  mutating func names() {
    let names = (0..<51).map { "n\($0)" }
    #expect(text(.here(Array(names[..<50]), count: 50)).hasSuffix(", n49"))
    let line = text(.here(names, count: 51))
    #expect(line.hasPrefix("* 51 here: n0, "))
    #expect(line.hasSuffix(", n49 …"))
  }

  @Test("keeps the newest entries, and at most a quarter more than it was told")
  func kept() {
    var transcript = Transcript(Wording(.english), maximumEntries: 4)
    for number in 0..<100 {
      transcript.take(.help("\(number)"), at: 0)
      #expect(transcript.entries.count <= 5)
      #expect(transcript.entries.last?.content == .notice("\(number)"))
    }
    #expect(transcript.generation == 0)
  }

  @Test("keeps no more than so many bytes, whatever the number of entries, but for the newest")
  func bytes() {
    // An entry of one string takes 80 bytes beside it.
    var transcript = Transcript(Wording(.english), maximumBytes: 4_000)
    for _ in 0..<4 { transcript.take(.help(String(repeating: "a", count: 920)), at: 0) }
    #expect(transcript.entries.map(\.id) == [1, 2, 3, 4])
    transcript.take(.help(""), at: 0)
    #expect(transcript.entries.map(\.id) == [3, 4, 5])
    transcript.take(.help(String(repeating: "a", count: 9_000)), at: 0)
    #expect(transcript.entries.map(\.id) == [6])
  }

  private mutating func text(_ event: ClientEvent) -> String {
    transcript.take(event, at: 0).flatMap(transcript.wording.lines).joined()
  }

  private static func isSafe(_ text: String) -> Bool {
    Sanitizer.displaySafe(text) == text
      && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e }
  }
}
