import Terminal
import TestSupport
import Testing

@Suite("The input field")
final class InputFieldTests {
  private var field = InputField()

  private func press(_ key: Key) -> Bool { field.press(key) }

  private func insert(_ text: String) -> Bool { field.insert(text) }

  /// Sets the text, with `|` where the cursor is to be.
  private func set(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    field.set(parts.joined(), cursor: parts[0].count)
  }

  /// The text, with `|` where the cursor is.
  private var shown: String {
    var text = field.text
    text.insert("|", at: text.index(text.startIndex, offsetBy: field.cursor))
    return text
  }

  private func expect(
    _ before: String, _ keys: Key..., becomes after: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    set(before)
    for key in keys { #expect(press(key), sourceLocation: sourceLocation) }
    #expect(shown == after, sourceLocation: sourceLocation)
  }

  @Test("takes characters at the cursor")
  func types() {
    #expect(field.isEmpty && field.cursor == 0)
    expect("a|c", .character("b"), becomes: "ab|c")
    expect("|", .character("中"), .altEnter, .character("😀"), becomes: "中\n😀|")
    #expect(!field.isEmpty)
  }

  @Test("joins marks and joiners that come alone with the character before")
  func clusters() {
    expect("e|x", .character("\u{301}"), becomes: "e\u{301}|x")
    expect("👩|", .character("\u{200D}"), .character("👧"), becomes: "👩‍👧|")
    expect("👩‍👧|", .backspace, becomes: "|")
    expect("ae\u{301}|", .left, becomes: "a|e\u{301}")
    expect("a|e\u{301}b", .delete, becomes: "a|b")
    // A letter typed before a lone mark becomes one character with it.
    field.set("\u{301}", cursor: 0)
    #expect(press(.character("e")))
    #expect(shown == "e\u{301}|")
    expect("🇧|\n🇷", .delete, becomes: "🇧🇷|")
  }

  @Test("moves by characters, words and lines")
  func moves() {
    expect("ab|c", .left, becomes: "a|bc")
    expect("|abc", .control("b"), becomes: "|abc")
    expect("a|bc", .control("f"), becomes: "ab|c")
    expect("abc|", .right, becomes: "abc|")
    expect("one\ntw|o\nthree", .home, becomes: "one\n|two\nthree")
    expect("one\ntw|o\nthree", .control("e"), becomes: "one\ntwo|\nthree")
    expect("one\n|two", .control("a"), becomes: "one\n|two")
    expect("one\ntwo|", .end, becomes: "one\ntwo|")
    expect("say, »olá« now|", .wordLeft, .alt("b"), becomes: "say, »|olá« now")
    expect("|say, »olá« now", .wordRight, .alt("f"), becomes: "say, »olá|« now")
    expect("ola\u{301} x|", .alt("b"), .alt("B"), becomes: "|ola\u{301} x")
    expect("|...", .alt("f"), .alt("F"), becomes: "...|")
  }

  @Test("deletes characters")
  func deletes() {
    expect("ab|c", .backspace, becomes: "a|c")
    expect("ab|c", .control("h"), becomes: "a|c")
    expect("|abc", .backspace, becomes: "|abc")
    expect("ab|c", .control("d"), becomes: "ab|")
    expect("abc|", .delete, .control("d"), becomes: "abc|")
    field.set("")
    #expect(!press(.control("d")))
    #expect(press(.delete))
  }

  @Test("kills and brings back")
  func kills() {
    expect("one t|wo", .control("k"), becomes: "one t|")
    expect("|", .control("y"), .control("y"), becomes: "wowo|")
    expect("one t|wo", .control("u"), becomes: "|wo")
    expect("one, two-three| x", .control("w"), becomes: "one, | x")
    expect("one, two-three| x", .altBackspace, becomes: "one, two-| x")
    expect("one|, two x", .alt("d"), becomes: "one| x")
    expect("|", .control("y"), becomes: ", two|")
    expect("a|b\nc", .control("k"), .control("k"), becomes: "a|c")
    expect("|", .control("y"), becomes: "b\n|")
    expect("a\nb|c", .control("u"), .control("u"), becomes: "a|c")
  }

  @Test("joins kills that come one after the other, forward and backward")
  func joinedKills() {
    expect("one two| three four", .control("w"), .alt("d"), .control("w"), .control("k"), becomes: "|")
    expect("|", .control("y"), becomes: "one two three four|")
    expect("one two|", .control("w"), .left, .control("w"), becomes: "| ")
    expect("|", .control("y"), becomes: "one|")
    // A kill of nothing changes neither the text nor what joins.
    expect("one two|", .control("w"), .control("k"), .control("w"), .control("y"), becomes: "one two|")
  }

  @Test("brings back what was cleared")
  func clears() {
    field.set("lost?")
    field.clear()
    #expect(field.isEmpty)
    field.clear()
    #expect(press(.control("y")))
    #expect(shown == "lost?|")
  }

  @Test("leaves all other keys to others")
  func others() {
    let keys: [Key] = [
      .enter, .tab, .backTab, .escape, .insert, .pageUp, .pageDown, .up, .down, .function(1), .control("c"),
      .control("l"), .control("z"), .alt("x"), .focus(true),
    ]
    set("te|xt")
    for key in keys { #expect(!press(key)) }
    #expect(shown == "te|xt")
    // And a kill goes on behind them.
    expect("one two|", .control("w"), becomes: "one |")
    #expect(!press(.focus(false)))
    #expect(press(.control("w")))
    #expect(press(.control("y")))
    #expect(shown == "one two|")
  }

  @Test("ends lines with line feeds alone")
  func lineEnds() {
    #expect(insert("a\r\nb\rc\n\r\r\nd"))
    #expect(field.text == "a\nb\nc\n\n\nd")
    field.set("a\r\nb", cursor: 2)
    #expect(shown == "a\n|b")
    field.set("abc", cursor: 99)
    #expect(field.cursor == 3)
    field.set("abc", cursor: -1)
    #expect(field.cursor == 0)
  }

  @Test("takes so many bytes and no more")
  func limit() {
    let limit = InputField.maximumBytes
    field.set(String(repeating: "a", count: limit - 1))
    #expect(!insert("é"))
    #expect(field.text.utf8.count == limit - 1)
    #expect(insert("b"))
    #expect(field.text.utf8.count == limit && field.text.last == "b")
    #expect(press(.character("c")))
    #expect(field.text.last == "b")
    field.set(String(repeating: "a", count: limit - 1) + "é")
    #expect(field.text.utf8.count == limit - 1)
    field.set(String(repeating: "a", count: limit) + "\u{301}")
    #expect(field.text.utf8.count == limit - 1)
  }

  @Test("is quick in a text of a million bytes without any word")
  func flags() {
    field.set(String(repeating: "🇧🇷", count: InputField.maximumBytes / 8))
    #expect(press(.alt("b")))
    #expect(field.cursor == 0)
    #expect(press(.control("e")) && press(.control("w")))
    #expect(field.isEmpty)
  }

  @Test("is the same as another with the same text and cursor")
  func equal() {
    var other = InputField()
    set("ab|c")
    other.set("abc", cursor: 2)
    _ = field.layout(columns: 3, maximumRows: 3)
    #expect(field == other)
    _ = other.press(.left)
    #expect(field != other)
  }
}
