import TestSupport
import Testing

@testable import Wire

@Suite("Text")
struct TextTests {
  /// What the protocol forbids, from its own words.
  static let forbidden: Set<UInt32> = {
    var values = Set<UInt32>(0x00...0x1F)
    values.remove(0x09)
    values.formUnion(0x7F...0x9F)
    values.formUnion([0x2028, 0x2029])
    values.formUnion(0x202A...0x202E)
    values.formUnion(0x2066...0x2069)
    return values
  }()

  @Test("allows every scalar but the forbidden ones, wherever it stands")
  func everyScalar() {
    for scalar in scalars(0...0x10FFFF) where scalar.value < 0x2100 || scalar.value % 257 == 0 {
      let isAllowed = !Self.forbidden.contains(scalar.value)
      for text in ["\(scalar)", "é\(scalar)", "a\(scalar)é"] {
        #expect(((try? Text(utf8(text), allowingLineBreaks: false)) != nil) == isAllowed, "\(scalar.value)")
      }
    }
  }

  @Test("has 1 to 4,096 bytes")
  func length() throws {
    #expect(throws: TextError.empty) { try Text([], allowingLineBreaks: true) }
    #expect(try Text(utf8("a"), allowingLineBreaks: false).bytes == utf8("a"))
    let longest = [UInt8](repeating: UInt8(ascii: "a"), count: 4_096)
    #expect(try Text(longest, allowingLineBreaks: false).bytes == longest)
    #expect(throws: TextError.tooLong) { try Text(longest + longest.prefix(1), allowingLineBreaks: false) }
    let wide = String(repeating: "é", count: 2_048)
    #expect(try Text(utf8(wide), allowingLineBreaks: false).bytes.count == 4_096)
    #expect(throws: TextError.tooLong) { try Text(utf8(wide + "a"), allowingLineBreaks: false) }
  }

  @Test("has 64 lines at most, and none but one where line breaks are not allowed")
  func lines() throws {
    let longest = utf8(Array(repeating: "a", count: 64).joined(separator: "\n"))
    #expect(try Text(longest, allowingLineBreaks: true).lineCount == 64)
    #expect(throws: TextError.tooManyLines) { try Text(longest + [.lineFeed], allowingLineBreaks: true) }
    #expect(throws: TextError.notAllowed) { try Text(utf8("a\nb"), allowingLineBreaks: false) }
    #expect(throws: TextError.notAllowed) { try Text(utf8("a\r\nb"), allowingLineBreaks: true) }
    #expect(try Text(utf8("a"), allowingLineBreaks: true).lineCount == 1)
  }

  @Test("is UTF-8")
  func validity() {
    let broken: [[UInt8]] = [
      [0xFF], [0xC2], [0x61, 0xE2], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ]
    for bytes in broken {
      #expect(throws: TextError.notAllowed) { try Text(bytes, allowingLineBreaks: true) }
      #expect(throws: TextError.notAllowed) { try Text(bytes[...], allowingLineBreaks: true) }
    }
  }

  @Test("takes any bytes without crashing, and what it takes is UTF-8")
  func anyBytes() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<5_000 {
      let bytes = random.bytes(upTo: 6)
      guard let text = try? Text(bytes, allowingLineBreaks: true) else { continue }
      #expect(String(validating: text.bytes, as: UTF8.self) != nil)
    }
  }

  @Test("has errors that the server can answer with")
  func refusals() {
    #expect(TextError.tooLong.refusal == .tooLong)
    #expect(TextError.tooManyLines.refusal == .tooLong)
    #expect(TextError.notAllowed.refusal == .notAllowed)
    #expect(TextError.empty.refusal == .notAllowed)
  }
}
