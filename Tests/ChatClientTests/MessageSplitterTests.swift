import ChatClient
import TestSupport
import Testing
import Wire

@Suite("Splitting a message")
struct MessageSplitterTests {
  private static let most = Text.maximumBytes

  @Test("is for what passes 4,096 bytes or 64 lines, marks apart")
  func needed() {
    let full = String(repeating: "a", count: Self.most)
    for (front, back) in [("", ""), ("@bia ", ""), ("##", ""), ("@@", "")] {
      let exact = front + String(full.dropFirst(front.hasPrefix("@bia") ? 0 : front.isEmpty ? 0 : 1)) + back
      #expect(!MessageSplitter.needsSplitting(exact))
      #expect(MessageSplitter.parts(of: exact) == [exact])
      #expect(MessageSplitter.needsSplitting(exact + "a"))
    }
    let lines = String(repeating: "a\n", count: Text.maximumLines - 1)
    #expect(!MessageSplitter.needsSplitting(lines + "a"))
    #expect(MessageSplitter.needsSplitting(lines + "a\na"))
    #expect(!MessageSplitter.needsSplitting(""))
  }

  @Test(
    "is not for commands, nor for what may go public by a slip",
    arguments: ["#quem ", "@ ", "@a:b ", "@bia", " @bia ", "\u{feff}#"])
  func refused(front: String) {
    let typed = front + String(repeating: "a", count: 5_000)
    #expect(!MessageSplitter.needsSplitting(typed))
    #expect(MessageSplitter.parts(of: typed) == [typed])
  }

  @Test("cuts where a line ends, else at a blank, else between characters")
  func places() {
    let line = String(repeating: "a b", count: 1_000)
    #expect(MessageSplitter.parts(of: line + "\n" + line) == [line, line])
    let words = String(repeating: "a", count: Self.most) + " " + "b c"
    #expect(MessageSplitter.parts(of: words) == [String(words.prefix(Self.most)), "b c"])
    let ties = String(repeating: "👩‍👩‍👧", count: 300)
    let parts = MessageSplitter.parts(of: ties)
    #expect(parts.joined() == ties && parts.allSatisfy { $0.count * 18 == $0.utf8.count })
    let pile = "a" + String(repeating: "\u{301}", count: 5_000)
    #expect(MessageSplitter.parts(of: pile).joined().unicodeScalars.elementsEqual(pile.unicodeScalars))
  }

  @Test("has at most 64 lines in a part")
  func lines() {
    let lines = (1...130).map(String.init)
    let parts = MessageSplitter.parts(of: lines.joined(separator: "\n"))
    #expect(parts.map { $0.split(separator: "\n").count } == [64, 64, 2])
    #expect(parts.joined(separator: "\n") == lines.joined(separator: "\n"))
  }

  @Test("puts the name in front of each part of a private message")
  func privately() throws {
    let text = String(repeating: "a", count: Self.most)
    let parts = MessageSplitter.parts(of: "@bia " + text + "\n#quem\n@rui")
    #expect(parts == ["@bia " + text, "@bia #quem\n@rui"])
  }

  @Test("doubles the marks that a part begins with by accident, and hides none behind blanks")
  func marks() {
    let text = String(repeating: "a", count: Self.most)
    #expect(MessageSplitter.parts(of: text + "\n#sair") == [text, "##sair"])
    #expect(MessageSplitter.parts(of: text + "\n@bia oi") == [text, "@@bia oi"])
    #expect(MessageSplitter.parts(of: "##" + text) == ["##" + text.dropFirst(), "a"])
    let hidden = String(repeating: "b", count: 90) + "\n" + String(repeating: "a", count: 4_000)
    #expect(
      MessageSplitter.parts(of: hidden + "   @bia") == [
        String(repeating: "b", count: 90), text.prefix(4_000) + "   @bia",
      ])
  }

  @Test("loses nothing but breaks, and the server would take every part", arguments: 0..<40)
  func random(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let pieces = [
      "a", "é", "李", "👩‍👩‍👧", " ", "\n", "\t", "#", "@", "@bia ", "\u{200b}", "a\u{301}", "\u{301}", "\u{a0}",
      "   ",
    ]
    let few = Array(pieces.shuffled(using: &random).prefix(Int.random(in: 1...6, using: &random)))
    var typed = seed % 3 == 0 ? "@bia " : "a"
    while typed.utf8.count < 12_000 { typed += few.randomElement(using: &random) ?? "a" }
    let parts = MessageSplitter.parts(of: typed)
    #expect(parts.count > 1)
    for part in parts {
      let line = try ClientLine.parse(
        LineEscape.escape(Array(part.utf8)), stage: .chatting, dialect: .numbered)
      switch line {
      case .say: #expect(seed % 3 != 0)
      case .whisper(let name, _): #expect(seed % 3 == 0 && name.description == "bia")
      default: Issue.record("\(line)")
      }
    }
    let kept = { (text: String) in text.unicodeScalars.filter { !$0.properties.isWhitespace } }
    let bodies =
      seed % 3 == 0
      ? parts.map { String($0.unicodeScalars.dropFirst(5)) }
      : parts.map { part in
        let isMarked = ["#", "@"].contains(part.unicodeScalars.first)
        return isMarked ? String(part.unicodeScalars.dropFirst()) : part
      }
    #expect(
      Array(kept(bodies.joined()))
        == Array(kept(String(typed.unicodeScalars.dropFirst(seed % 3 == 0 ? 5 : 0)))))
  }

  @Test("takes a mebibyte of blanks before a mark without ado")
  func blanks() throws {
    let typed = "a" + String(repeating: " ", count: 1 << 20) + "@bia"
    let parts = MessageSplitter.parts(of: typed)
    #expect(parts.last == "@@bia")
    for part in parts {
      #expect(throws: Never.self) {
        try ClientLine.parse(Array(part.utf8), stage: .chatting, dialect: .numbered)
      }
    }
  }
}
