import Testing

@testable import ChatClient

@Suite("A mention")
struct MentionTests {
  @Test(
    "is one's name as a whole word, whatever its case and form",
    arguments: [
      ("ana", "ana"), ("ana", "Olá, ANA!"), ("ana", "@ana: oi"), ("ana", "foi ana."), ("ana", "_ana_"),
      ("ana", "(ana)"), ("ana", "ana's"), ("ana", "ａｎａ"), ("érica", "E\u{301}RICA?"), ("a.-", "oi a.-"),
      ("a.-", "oi a.-..."), ("李", "李，你好"), ("ana", "…ana…"),
    ])
  func isMention(name: String, text: String) {
    #expect(Mention.isNamed(name, in: text))
  }

  @Test(
    "is not a part of a word",
    arguments: [
      ("ana", "banana"), ("ana", "ana-maria"), ("ana", "ana2"), ("ana", "anã"), ("ana", ""), ("", "ana"),
      ("a.-", "oi a."), ("ana", "a na"), ("ana", "ana\u{301}"), ("ana", "..."),
    ])
  func isNone(name: String, text: String) {
    #expect(!Mention.isNamed(name, in: text))
  }

  @Test("is a private message to us, and a text of another with our name; never an old one or our own")
  func entries() {
    var transcript = Transcript(Wording(.english))
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 0)
    let events: [(ClientEvent, Bool)] = [
      (.said(from: "bia", text: "a\noi ana", milliseconds: 0, isOld: false), true),
      (.said(from: "bia", text: "oi", milliseconds: 0, isOld: false), false),
      (.said(from: "bia", text: "oi ana", milliseconds: 0, isOld: true), false),
      (.said(from: "ana", text: "oi ana", milliseconds: 0, isOld: false), false),
      (.whispered(from: "bia", to: "ana", text: "oi", milliseconds: 0, isOld: false), true),
      (.whispered(from: "bia", to: "ana", text: "oi", milliseconds: 0, isOld: true), false),
      (.whispered(from: "ana", to: "bia", text: "oi ana", milliseconds: 0, isOld: false), false),
      (.joined(name: "ana", milliseconds: 0, isOld: false), false), (.help("ana"), false),
    ]
    for (event, isMention) in events {
      let entries = transcript.take(event, at: 0)
      #expect(entries.map { Mention.isIn($0, of: "ana") } == [isMention])
    }
    transcript.give(OutgoingLine(Array("ana".utf8), id: 1))
    let own = transcript.take(.answered(id: 1, .accepted), at: 0)
    #expect(own.map { Mention.isIn($0, of: "ana") } == [false])
  }

  @Test("is looked for in whatever a server sends without going to pieces")
  func hostile() {
    #expect(!Mention.isNamed("a", in: String(repeating: ".", count: 60_000)))
    #expect(!Mention.isNamed("a", in: String(repeating: "a", count: 60_000)))
    #expect(Mention.isNamed("a", in: String(repeating: "b ", count: 30_000) + "a"))
  }
}
