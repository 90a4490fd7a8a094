import TestSupport
import Testing

@testable import Wire

@Suite("Sanitizer")
struct SanitizerTests {
  @Test(
    "replaces control characters, separators and overrides, makes TAB a space, and keeps every other scalar")
  func everyScalar() {
    for block in 0...UInt32(0x10FF) {
      let scalars = scalars(block << 8...block << 8 | 0xFF)
      let safe = scalars.map { $0 == "\t" ? " " : TextTests.forbidden.contains($0.value) ? "\u{FFFD}" : $0 }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      #expect(Sanitizer.displaySafe(String(text)).unicodeScalars.elementsEqual(safe), "block \(block)")
    }
  }

  @Test("leaves nothing of an escape sequence but its harmless letters")
  func escapeSequence() {
    #expect(
      Sanitizer.displaySafe("a\u{1B}[31mb\u{9B}2Jc\r\nd") == "a\u{FFFD}[31mb\u{FFFD}2Jc\u{FFFD}\u{FFFD}d")
  }

  @Test("takes any bytes, and is done after one pass")
  func anyBytes() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<2_000 {
      let safe = Sanitizer.displaySafe(random.bytes(upTo: 30))
      #expect(safe.unicodeScalars.allSatisfy { $0 != "\t" && !TextTests.forbidden.contains($0.value) })
      #expect(Sanitizer.displaySafe(safe) == safe)
    }
  }
}
