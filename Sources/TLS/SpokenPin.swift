/// A pin as people say it to each other, over a telephone for instance: the first 100 bits of the hash, in
/// Crockford's base 32 (https://www.crockford.com/base32.html), in five groups of four: `7K3Q 0ZVN A1B2 C3D4
/// E5F6`. Its alphabet has none of I, L, O and U, so nothing is mistaken for something else.
///
/// It is for comparing alone. To find a key with a given one takes 2^100 attempts; but what is trusted is the
/// whole pin, and a shorter one is never a pin.
package struct SpokenPin: Hashable, Sendable, CustomStringConvertible {
  /// How much of the hash it says.
  package static let bitCount = 100

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  private static let bitsOfSymbol = 5
  private static let groupLength = 4
  private static let symbolCount = bitCount / bitsOfSymbol

  private let symbols: [UInt8]

  /// How that pin is said.
  package init(_ pin: PublicKeyPin) {
    symbols = (0..<Self.symbolCount).map { symbol in
      (0..<Self.bitsOfSymbol).reduce(0) { value, bit in
        let place = symbol * Self.bitsOfSymbol + bit
        return value << 1 | pin.bytes[place / 8] >> (7 - place % 8) & 1
      }
    }
  }

  /// What somebody wrote down: blanks and hyphens, small letters, and O, I and L for 0, 1 and 1 are forgiven.
  /// Nil for anything but 20 symbols.
  package init?(parsing text: String) {
    var symbols: [UInt8] = []
    for byte in text.uppercased().utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "-") {
      let plain: UInt8 =
        switch byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        default: byte
        }
      guard let symbol = Self.alphabet.firstIndex(of: plain) else { return nil }
      symbols.append(UInt8(symbol))
    }
    guard symbols.count == Self.symbolCount else { return nil }
    self.symbols = symbols
  }

  /// The groups, with a blank between.
  package var description: String {
    stride(from: 0, to: symbols.count, by: Self.groupLength).map { start in
      let group = symbols[start..<start + Self.groupLength]
      return String(decoding: group.map { Self.alphabet[Int($0)] }, as: UTF8.self)
    }.joined(separator: " ")
  }
}
