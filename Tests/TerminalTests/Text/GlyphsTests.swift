import Terminal
import TestSupport
import Testing

@Suite("Glyphs")
struct GlyphsTests {
  private func split(_ text: String) -> [String] { Glyphs.split(text).map(\.string) }

  private func widths(_ text: String) -> [Int] { Glyphs.split(text).map(\.width) }

  @Test("are one for each letter, two columns wide for Chinese, Japanese, Korean and emoji")
  func letters() {
    #expect(split("aé中한😀") == ["a", "é", "中", "한", "😀"])
    #expect(widths("aé中한😀ﾊ") == [1, 1, 2, 2, 2, 1])
    #expect(TextWidth.columns("olá, 世界") == 9)
    #expect(split("").isEmpty)
  }

  @Test("never hold what a terminal obeys or nobody knows")
  func controls() {
    #expect(split("a\u{1B}[2J") == ["a", "\u{FFFD}", "[", "2", "J"])
    for value in [0, 7, 0x0A, 0x0D, 0x1F, 0x7F, 0x80, 0x9B, 0x9F, 0x2028, 0x2029, 0x202E, 0x2066, 0xFFFE] {
      #expect(split(String(Unicode.Scalar(UInt32(value))!)) == ["\u{FFFD}"], "\(value)")
    }
    #expect(split("a\r\nb") == ["a", "\u{FFFD}", "\u{FFFD}", "b"])
    #expect(split("a\tb") == ["a", " ", "b"])
  }

  @Test("leave out what is invisible")
  func invisible() {
    #expect(
      split("a\u{200B}b\u{200E}c\u{200F}\u{61C}\u{FEFF}\u{AD}\u{2060}\u{FFF9}\u{E0041}") == ["a", "b", "c"])
    #expect(split("\u{200D}\u{FE0F}\u{3164}").isEmpty)
  }

  @Test("stand alone for each part of an emoji, without its joiners, selectors and skin tones")
  func emoji() {
    #expect(split("👩‍👧") == ["👩", "👧"])
    #expect(split("👍🏽!") == ["👍", "!"])
    #expect(split("❤️") == ["❤"])
    #expect(split("a🏽") == ["a"])
    #expect(split("🏽🏽 🏽") == ["🏽", " ", "🏽"])
    #expect(TextWidth.columns("🇧🇷") == 2)
    #expect(split("1️⃣") == ["1\u{20E3}"])
  }

  @Test("take four marks that combine with them, no fifth")
  func marks() {
    #expect(split("e\u{301}x") == ["e\u{301}", "x"])
    #expect(split("e\u{300}\u{301}\u{302}\u{303}x") == ["e\u{300}\u{301}\u{302}\u{303}", "x"])
    #expect(split("e\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}x") == ["e\u{300}\u{301}\u{302}\u{303}", "x"])
    let scalars = Glyphs.split("中\u{300}\u{301}\u{302}\u{303}")[0].scalars
    #expect(Array(scalars) == ["中", "\u{300}", "\u{301}", "\u{302}", "\u{303}"])
    #expect(Array(Glyphs.split("a")[0].scalars) == ["a"])
  }

  @Test("put a dotted circle under a mark that follows nothing")
  func loneMarks() {
    #expect(split("\u{301}a") == ["\u{25CC}\u{301}", "a"])
    #expect(split("\u{200E}\u{301}") == ["\u{25CC}\u{301}"])
    #expect(split("\n\u{301}") == ["\u{FFFD}\u{301}"])
  }

  @Test("compose Hangul, old Hangul too, and put a circle under what has no first consonant")
  func hangul() {
    #expect(split("\u{1112}\u{1161}\u{11AB}") == ["\u{D55C}"])
    #expect(split("\u{1112}\u{1161}a") == ["\u{D558}", "a"])
    #expect(split("\u{D558}\u{11AB}\u{11AB}") == ["\u{D55C}\u{11AB}"])
    #expect(split("\u{1113}\u{1161}") == ["\u{1113}\u{1161}"])
    #expect(split("a\u{1161}") == ["a", "\u{25CC}\u{1161}"])
    #expect(widths("\u{1112}\u{1161}\u{11AB}\u{1113}\u{1161}\u{D7B0}") == [2, 2])
    // The circle stands for a first consonant, and what follows it joins.
    #expect(split("\u{1161}\u{11AB}") == ["\u{25CC}\u{1161}\u{11AB}"])
  }

  @Test("keep joiners between letters that need them, nowhere else")
  func joiners() {
    let persian = "می\u{200C}خواهم"
    #expect(split(persian).joined() == persian)
    #expect(TextWidth.columns(persian) == 7)
    let conjunct = "क\u{94D}\u{200D}ष"
    #expect(split(conjunct) == ["क\u{94D}\u{200D}", "ष"])
    #expect(split("م\u{200D}") == ["م"])
    #expect(split("م\u{200C}a\u{200D}م") == ["م", "a", "م"])
    #expect(split("م\u{200C}\u{200C}م") == ["م\u{200C}", "م"])
    // What follows is not shown, or not as it is.
    #expect(split("م\u{200C}\u{11E00}") == ["م", "\u{FFFD}"])
    #expect(split("م\u{200C}\u{061C}a") == ["م", "a"])
    let three = "م\u{064B}\u{064C}\u{064D}"
    #expect(split(three + "\u{200C}م") == [three + "\u{200C}", "م"])
    #expect(split(three + "\u{200C}\u{064E}a") == [three + "\u{064E}", "a"])
  }

  @Test("are made of characters that are exactly one")
  func characters() {
    #expect(Glyph("é")?.string == "é")
    #expect(Glyph("👩‍👧") == nil)
    #expect(Glyph("\u{200B}") == nil)
    #expect(Glyph("\u{1B}")?.string == "\u{FFFD}")
    #expect(Glyph.blank.string == " ")
    #expect(Glyph.continuation.string.isEmpty && Glyph.continuation.width == 0)
  }

  @Test("are as wide as the locale says, safe, and the same when they are split again, for any text")
  func anything() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<2_000 {
      let text = RandomText.make(maximum: 24, using: &random)
      let glyphs = Glyphs.split(text)
      let shown = glyphs.map(\.string).joined()
      #expect(Glyphs.split(shown) == glyphs, "\(text.unicodeScalars.map(\.value))")
      #expect(TextWidth.columns(text) == glyphs.reduce(0) { $0 + $1.width })
      for glyph in glyphs {
        #expect((1...2).contains(glyph.width))
        #expect((1...5).contains(glyph.scalars.count))
        #expect(glyph.scalars.allSatisfy { isSafe($0) })
        #expect(glyph == .blank || glyph.scalars[0] != " " || glyph.scalars.count > 1)
      }
    }
  }

  private func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C, 0x200D: true
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
    default:
      !scalar.properties.isDefaultIgnorableCodePoint && scalar.properties.generalCategory != .unassigned
    }
  }
}
