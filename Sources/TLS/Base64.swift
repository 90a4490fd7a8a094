/// Base64 as RFC 4648 has it.
package enum Base64 {
  /// Which of its alphabets.
  package enum Variant: Sendable {
    /// Section 4: `+` and `/`, padded with `=` to a multiple of four.
    case standard
    /// Section 5: `-` and `_`, not padded.
    case url

    fileprivate var alphabet: [UInt8] { self == .standard ? Base64.standard : Base64.url }
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let standard = letters + Array("+/".utf8)
  private static let url = letters + Array("-_".utf8)
  private static let padding = UInt8(ascii: "=")

  /// The text of `bytes`.
  package static func encode(_ bytes: [UInt8], _ variant: Variant = .standard) -> String {
    let alphabet = variant.alphabet
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
      for index in 0..<4 {
        if index <= group.count {
          text.append(alphabet[bits >> 18])
        } else if variant == .standard {
          text.append(padding)
        }
        bits = bits << 6 & 0xff_ffff
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of `text`; nil where it is not exactly what `encode` would have made of them. (Leftover bits
  /// that are not zero would give one value several texts.)
  package static func decode(_ text: String, _ variant: Variant = .standard) -> [UInt8]? {
    var digits = ArraySlice(text.utf8)
    if variant == .standard {
      guard digits.count.isMultiple(of: 4) else { return nil }
      for _ in 0..<2 where digits.last == padding { digits.removeLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    let alphabet = variant.alphabet
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var bits = 0
    var count = 0
    for digit in digits {
      guard let value = alphabet.firstIndex(of: digit) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(bits >> count))
        bits &= (1 << count) - 1
      }
    }
    return bits == 0 ? bytes : nil
  }
}
