// Decimal numbers as the protocols write them: ASCII digits, no sign.

extension Span<UInt8> {
  /// Reads 1 to 18 digits, so that it always fits, and leaves `at` behind them, where a byte that is no digit
  /// must follow. Nil otherwise.
  @inline(__always)
  func decimal(at: inout Int) -> Int? {
    var value = 0
    let limit = Swift.min(count, at + 19)
    let start = at
    while at < limit {
      let digit = self[at] &- UInt8(ascii: "0")
      guard digit < 10 else { return at > start ? value : nil }
      value = value &* 10 &+ Int(digit)
      at += 1
    }
    return nil
  }
}

extension [UInt8] {
  /// Appends the digits of a number that is not negative.
  mutating func append(decimal value: Int64) {
    var divisor: Int64 = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  /// Appends the UTF-8 of `words`.
  mutating func append(_ words: String) {
    append(contentsOf: words.utf8)
  }
}
