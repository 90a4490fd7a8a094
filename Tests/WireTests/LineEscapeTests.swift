import TestSupport
import Testing

@testable import Wire

@Suite("LineEscape")
struct LineEscapeTests {
  @Test(
    "writes a line break as \\n and a backslash as \\\\",
    arguments: [
      ("", ""), ("a", "a"), ("a\nb", "a\\nb"), ("\n", "\\n"), ("\\", "\\\\"), ("\\n", "\\\\n"),
      ("é\n\\\n", "é\\n\\\\\\n"),
    ])
  func escapes(text: String, escaped: String) {
    #expect(LineEscape.escape(utf8(text)) == utf8(escaped))
    #expect(LineEscape.unescape(utf8(escaped)[...]) == utf8(text))
  }

  @Test(
    "refuses an unknown escape and a backslash at the end",
    arguments: ["\\", "a\\", "\\t", "\\N", "\\ ", "\\\\\\", "\\é"])
  func mistakes(escaped: String) {
    #expect(LineEscape.unescape(utf8(escaped)[...]) == nil)
  }

  @Test("gives back what it was given, for any bytes")
  func roundTrip() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<2_000 {
      let text = random.protocolBytes(upTo: 40)
      let escaped = LineEscape.escape(text)
      #expect(!escaped.contains(.lineFeed))
      #expect(LineEscape.unescape(escaped[...]) == text)
      _ = LineEscape.unescape(text[...])
    }
  }
}
