/// Integers in as few bytes as they need: seven bits a byte, the lowest first, the eighth bit set where more
/// follow (LEB128).
package enum Varint {
  /// Appends the bytes of a number.
  package static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Numbers near zero, above and below, are the short ones: 0, -1, 1, -2 … become 0, 1, 2, 3 …
  package static func append(signed value: Int64, to bytes: inout [UInt8]) {
    append(UInt64(bitPattern: (value << 1) ^ (value >> 63)), to: &bytes)
  }

  /// The number that begins at `position`, which is behind it then. Nil where there is none: it goes on past
  /// the end, at which `position` is then, or has more than 64 bits.
  package static func read(_ bytes: [UInt8], at position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count {
      let byte = bytes[position]
      // Of the tenth byte there is room for one bit.
      guard shift < 63 || byte <= 1 else { return nil }
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// The number that `append(signed:to:)` made this one of.
  package static func signed(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
