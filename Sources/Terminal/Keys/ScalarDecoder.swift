/// UTF-8 a byte at a time. What is broken becomes U+FFFD, one for each maximal subpart (Unicode, section 3.9,
/// "U+FFFD Substitution of Maximal Subparts"), as `String(decoding:as:)` does it.
struct ScalarDecoder {
  enum Step {
    /// The character goes on.
    case pending
    case scalar(Unicode.Scalar)
    /// What came before the byte was broken: that stands for U+FFFD, and the byte is to be given again.
    case brokenBefore
  }

  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  private var value: UInt32 = 0
  private var missing = 0
  /// What the next byte may be: narrower after some first bytes (Unicode, table 3-7), so that neither
  /// surrogates nor overlong forms pass.
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether a character has begun and not ended.
  var isInside: Bool { missing > 0 }

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Step {
    guard missing > 0 else { return begin(byte) }
    guard allowed.contains(byte) else {
      missing = 0
      return .brokenBefore
    }
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    allowed = 0x80...0xBF
    if missing > 0 { return .pending }
    return .scalar(Unicode.Scalar(value) ?? Self.replacement)
  }

  private mutating func begin(_ byte: UInt8) -> Step {
    allowed = 0x80...0xBF
    switch byte {
    case 0...0x7F: return .scalar(Unicode.Scalar(byte))
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF: missing = 2
    case 0xF0...0xF4: missing = 3
    default: return .scalar(Self.replacement)
    }
    switch byte {
    case 0xE0: allowed = 0xA0...0xBF
    case 0xED: allowed = 0x80...0x9F
    case 0xF0: allowed = 0x90...0xBF
    case 0xF4: allowed = 0x80...0x8F
    default: break
    }
    value = UInt32(byte) & (0x3F >> UInt32(missing))
    return .pending
  }
}
