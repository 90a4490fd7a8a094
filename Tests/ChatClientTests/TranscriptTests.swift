import ChatClient
import Testing
import Wire

@Suite("The transcript")
struct TranscriptTests {
  private var transcript = Transcript(Wording(.english))

  init() {
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1))
  }

  @Test("puts each kind of event into the words and marks of its kind")
  mutating func words() {
    let events: [(ClientEvent, TranscriptLine.Kind, String)] = [
      (.said(from: "bia", text: "hi", milliseconds: 1, isOld: false), .message, "bia: hi"),
      (
        .whispered(from: "bia", to: "ana", text: "hi", milliseconds: 1, isOld: false), .privateMessage,
        "[private] bia: hi"
      ),
      (
        .whispered(from: "ana", to: "bia", text: "hi", milliseconds: 1, isOld: false), .privateMessage,
        "[private] ana>bia: hi"
      ),
      (
        .whispered(from: "ana", to: "ana", text: "hi", milliseconds: 1, isOld: false), .privateMessage,
        "[private] ana>ana: hi"
      ),
      (.joined(name: "bia", milliseconds: 1, isOld: false), .notice, "* bia joined"),
      (.left(name: "bia", reason: .quit, milliseconds: 1, isOld: false), .notice, "* bia left"),
      (
        .left(name: "bia", reason: .lost, milliseconds: 1, isOld: false), .notice,
        "* bia left (connection lost)"
      ),
      (.left(name: "bia", reason: nil, milliseconds: 1, isOld: false), .notice, "* bia left"),
      (.entered(name: "ana", here: ["ana", "bia"], count: 2), .notice, "* welcome, ana! 2 here: ana, bia"),
      (.here(["ana"], count: 1), .notice, "* 1 here: ana"),
      (.help("#help: this"), .notice, "* #help: this"),
      (.historyEnded(count: 0), .notice, "* there is no history"),
      (.refused(code: "no-such-person", words: "ninguém"), .refusal, "! nobody of that name is here"),
      (.refused(code: "grumpy", words: "go away"), .refusal, "! go away"),
      (.refused(code: "grumpy", words: ""), .refusal, "! grumpy"),
      (.unsent("a"), .refusal, "! not sent: a"),
      (.unsettled("a"), .refusal, "! never answered, it may not have arrived: a"),
      (
        .undelivered(to: "bia"), .notice,
        "* the private message to bia was not delivered: they did not come back"
      ),
      (.resumed, .state, "connected again"),
      (
        .certificateExpired(notAfter: 0), .state,
        "warning: the server's certificate expired on 1970-01-01; its key is the expected one"
      ),
    ]
    for (event, kind, text) in events {
      let lines = transcript.take(event)
      #expect(lines.map(\.kind) == [kind])
      #expect(lines.map(\.text) == [text])
    }
    for event in [ClientEvent.answered, .nameNeeded, .ended(.left)] {
      #expect(transcript.take(event).isEmpty)
    }
  }

  @Test("speaks Portuguese")
  func portuguese() {
    var transcript = Transcript(Wording(.portuguese))
    let lines =
      transcript.take(.entered(name: "ana", here: ["ana"], count: 1))
      + transcript.take(.whispered(from: "bia", to: "ana", text: "oi", milliseconds: 1, isOld: false))
      + transcript.take(.joined(name: "rui", milliseconds: 1, isOld: false))
    #expect(lines.map(\.text) == ["* boas-vindas, ana! 1 aqui: ana", "[privado] bia: oi", "* rui entrou"])
  }

  @Test("puts the name before each line of a text")
  mutating func severalLines() {
    let lines = transcript.take(.said(from: "bia", text: "a\n\nrui: b", milliseconds: 7, isOld: true))
    #expect(lines.map(\.text) == ["bia: a", "bia: ", "bia: rui: b"])
    #expect(lines.allSatisfy { $0.milliseconds == 7 && $0.isOld })
    let own = transcript.take(.unsent("a\nb"))
    #expect(own.map(\.text) == ["! not sent: a", "! not sent: b"])
  }

  @Test("lets nothing reach the terminal that it would obey")
  mutating func safe() {
    let evil = "\u{1b}[2J\u{7}\u{9b}1m\u{202e}x\r\u{2028}"
    let events: [ClientEvent] = [
      .said(from: evil, text: evil, milliseconds: 0, isOld: false),
      .whispered(from: evil, to: evil, text: evil, milliseconds: 0, isOld: false),
      .joined(name: evil, milliseconds: 0, isOld: false),
      .left(name: evil, reason: nil, milliseconds: 0, isOld: false),
      .entered(name: evil, here: [evil], count: 1), .here([evil], count: 1), .help(evil),
      .undelivered(to: evil), .refused(code: evil, words: evil), .refused(code: evil, words: ""),
      .offence(words: evil), .unsent(evil), .unsettled(evil),
      .nameRefused(name: evil, code: evil, words: evil), .cut(.refused(evil)), .cut(.failed(evil)),
      .stillCut(evil),
    ]
    for event in events {
      let lines = transcript.take(event)
      #expect(!lines.isEmpty)
      for line in lines {
        #expect(Sanitizer.displaySafe(line.text) == line.text)
        #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
      }
    }
  }

  @Test("shows at most 64 lines of one text, and the front of a name that is none")
  mutating func bounded() {
    let many = String(repeating: "a\n", count: 10_000)
    let lines = transcript.take(
      .said(from: String(repeating: "n", count: 60_000), text: many, milliseconds: 0, isOld: false))
    #expect(lines.count == 64)
    #expect(lines[0].text == String(repeating: "n", count: 64) + "…: a")
    let exact = transcript.take(
      .said(from: String(repeating: "n", count: 64), text: "a", milliseconds: 0, isOld: false))
    #expect(exact[0].text == String(repeating: "n", count: 64) + ": a")
  }

  @Test("lists 50 names and counts the others")
  mutating func names() {
    let names = (0..<51).map { "n\($0)" }
    #expect(transcript.take(.here(Array(names[..<50]), count: 50))[0].text.hasSuffix(", n49"))
    let line = transcript.take(.here(names, count: 51))[0].text
    #expect(line.hasPrefix("* 51 here: n0, "))
    #expect(line.hasSuffix(", n49 …"))
  }

  @Test("keeps the newest lines, and at most a quarter more than it was told")
  func kept() {
    var transcript = Transcript(Wording(.english), maximumLines: 4)
    for number in 0..<100 {
      transcript.take(.help("\(number)"))
      #expect(transcript.lines.count <= 5)
      #expect(transcript.lines.last?.text == "* \(number)")
    }
  }
}
