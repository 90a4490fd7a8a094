import Terminal
import Testing

@Suite("A bracketed paste")
struct PasteTests {
  private static let begin = "\u{1B}[200~"
  private static let end = "\u{1B}[201~"

  @Test(
    "is one key, with no control characters but TAB and line ends",
    arguments: [
      ("one", "one"), ("", ""), ("a\rb\r\nc\nd\r\r\ne", "a\nb\nc\nd\n\ne"), ("a\tb", "a\tb"),
      ("a\u{1B}[31mb\u{7}\u{0}\u{7F}\u{9B}c", "a[31mbc"), ("\u{1B}[20", "[20"),
      ("\u{1B}[20\u{1B}[200~", "[20[200~"),
      ("e\u{301} 日 🙂", "e\u{301} 日 🙂"), ("\u{3}\u{4}", ""),
    ])
  func text(pasted: String, text: String) {
    #expect(keys(Self.begin + pasted + Self.end + "x") == [.paste(Paste(text: text)), .character("x")])
  }

  @Test("has U+FFFD in place of broken UTF-8")
  func broken() {
    let bytes = Array(Self.begin.utf8) + [0x61, 0xFF, 0xC3, 0x0D, 0xE2, 0x82] + Array(Self.end.utf8)
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes, at: 0) == [.paste(Paste(text: "a\u{FFFD}\u{FFFD}\n\u{FFFD}"))])
  }

  @Test("keeps the line break behind broken UTF-8, whatever stood before that")
  func breakBehindBroken() {
    let bytes = Array(Self.begin.utf8) + [0x61, 0x0D, 0xC3, 0x0A, 0x62] + Array(Self.end.utf8)
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes, at: 0) == [.paste(Paste(text: "a\n\u{FFFD}\nb"))])
  }

  @Test("is whole at its limit, and cut one byte beyond it")
  func limit() {
    let limit = KeyDecoder.maximumPasteBytes
    let most = String(repeating: "a", count: limit - 2) + "é"
    #expect(keys(Self.begin + most + Self.end) == [.paste(Paste(text: most))])
    #expect(keys(Self.begin + most + "b" + Self.end) == [.paste(Paste(text: most, missing: .tooLong))])
  }

  @Test("is never cut within a character")
  func cut() {
    let most = String(repeating: "a", count: KeyDecoder.maximumPasteBytes - 1)
    let expected = [Key.paste(Paste(text: most, missing: .tooLong))]
    #expect(keys(Self.begin + most + "éb" + Self.end) == expected)
  }

  @Test("waits long for its end, and is given as broken off when that does not come")
  func endless() {
    var decoder = KeyDecoder()
    #expect(decoder.decode((Self.begin + "one\r").utf8, at: 100) == [])
    #expect(decoder.deadline == 100 + KeyDecoder.pasteMilliseconds)
    #expect(decoder.decode("two\u{1B}[2".utf8, at: 5_000) == [])
    #expect(decoder.deadline == 5_000 + KeyDecoder.pasteMilliseconds)
    #expect(decoder.expire(at: 14_999) == [])
    #expect(decoder.expire(at: 15_000) == [.paste(Paste(text: "one\ntwo", missing: .brokenOff))])
    #expect(decoder.decode("x".utf8, at: 15_001) == [.character("x")])
  }

  @Test("that is too long is that, though it is broken off too")
  func endlessAndTooLong() {
    var decoder = KeyDecoder()
    let most = String(repeating: "a", count: KeyDecoder.maximumPasteBytes)
    #expect(decoder.decode((Self.begin + most + "b").utf8, at: 0) == [])
    let keys = decoder.expire(at: KeyDecoder.pasteMilliseconds)
    #expect(keys == [.paste(Paste(text: most, missing: .tooLong))])
  }

  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return decoder.decode(text.utf8, at: 0)
  }
}
