import Terminal
import TestSupport
import Testing

@Suite("The line breaker")
struct LineBreakerTests {
  private func wrap(_ text: String, _ columns: Int, _ indent: Int = 0) -> [String] {
    LineBreaker.wrap(StyledText(text), columns: columns, indent: indent).map(\.string)
  }

  @Test("breaks at blanks and leaves those out")
  func blanks() {
    #expect(wrap("one two three", 7) == ["one two", "three"])
    #expect(wrap("one two three", 8) == ["one two", "three"])
    #expect(wrap("one two   three", 6) == ["one", "two", "three"])
    #expect(wrap("  one", 5) == ["  one"])
    #expect(wrap("one", 3) == ["one"])
    #expect(wrap("one ", 3) == ["one"])
    #expect(wrap("", 3) == [""])
    #expect(wrap("a\u{A0}b c", 3) == ["a\u{A0}b", "c"])
    #expect(wrap("あ　い", 3) == ["あ", "い"])
  }

  @Test("breaks each line of what has several, and moves in what goes on as far as the line")
  func lines() {
    let text = "one two three\n  a bc de\n\nname: "
    #expect(
      LineBreaker.wrap(lines: text, columns: 7) == "one two\nthree\n  a bc\n  de\n\nname: ")
    #expect(LineBreaker.wrap(lines: text, columns: 80) == text)
    #expect(LineBreaker.wrap(lines: "a\n", columns: 1) == "a\n")
  }

  @Test("breaks a word only if it is longer than a row")
  func words() {
    #expect(wrap("a bcdef", 5) == ["a", "bcdef"])
    #expect(wrap("a bcdefg", 5) == ["a bcd", "efg"])
    #expect(wrap("abcdefgh", 3) == ["abc", "def", "gh"])
    #expect(wrap("   abcd", 5) == ["   ab", "cd"])
  }

  @Test("begins all rows but the first with the indent, of at most half the columns")
  func indents() {
    #expect(wrap("one two three", 7, 2) == ["one two", "  three"])
    #expect(wrap("abcdefgh", 4, 2) == ["abcd", "  ef", "  gh"])
    #expect(wrap("abcdefgh", 4, 99) == ["abcd", "  ef", "  gh"])
    #expect(wrap("abcd", 3, 2) == ["abc", " d"])
    #expect(wrap("abcd", 2, 1) == ["ab", "cd"])
    #expect(wrap("abc", 1, 1) == ["a", "b", "c"])
    #expect(wrap("abc", 2, -1) == ["ab", "c"])
  }

  @Test("breaks between wide glyphs, but not before what closes or after what opens")
  func wide() {
    #expect(wrap("你好世界", 5) == ["你好", "世界"])
    #expect(wrap("abc你好", 5) == ["abc你", "好"])
    #expect(wrap("你好。世界", 5) == ["你", "好。", "世界"])
    #expect(wrap("你a（好", 5) == ["你a", "（好"])
    #expect(wrap("你（好）", 5) == ["你（", "好）"])
    #expect(wrap("ok 👍👍👍", 6) == ["ok 👍", "👍👍"])
  }

  @Test("puts a question mark where a wide glyph has no place, and ends")
  func narrow() {
    #expect(wrap("a中b", 1, 3) == ["a", "?", "b"])
    #expect(wrap("中中", 2, 3) == ["中", "中"])
    #expect(wrap("中中", 0) == [""])
    #expect(wrap("中中", .min) == [""])
    #expect(wrap("a b", .max, .max) == ["a b"])
  }

  @Test("keeps styles and tags")
  func styles() {
    let bold = Style(.red, .bold)
    let text = StyledText("ana", bold, tag: "@ana") + ": hello" + StyledText(" you", bold)
    let rows = LineBreaker.wrap(text, columns: 6, indent: 1)
    #expect(
      rows.map(\.runs) == [
        [.init("ana", bold, tag: "@ana"), .init(":")],
        [.init(" "), .init("hello")],
        [.init(" "), .init("you", bold)],
      ])
  }

  @Test("loses nothing but blanks and makes no row too wide, for any text")
  func anything() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<1_000 {
      var text = StyledText()
      for _ in 0..<3 {
        text.append(
          RandomText.make(maximum: 20, using: &random), Style(Bool.random(using: &random) ? .red : .blue))
      }
      let columns = Int.random(in: -1...12, using: &random)
      let rows = LineBreaker.wrap(text, columns: columns, indent: .random(in: -1...12, using: &random))
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0.columns <= max(0, columns) })
      guard columns > 1 else { continue }
      let all = text.runs.flatMap { Glyphs.split($0.text) }
      let shown = rows.flatMap { $0.runs.flatMap { Glyphs.split($0.text) } }
      #expect(shown.filter(isSeen).map(\.scalars.first) == all.filter(isSeen).map(\.scalars.first))
    }
  }

  private func isSeen(_ glyph: Glyph) -> Bool { glyph != .blank && glyph.string != "\u{3000}" }
}
