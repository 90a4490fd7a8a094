/// Decimal numbers as the protocol writes them: ASCII digits, no sign.
enum Decimal {
  /// The most digits that are read. Every number of 19 digits fits in a `UInt64`.
  static let maximumDigits = 19

  /// Reads 1 to 19 digits, leading zeros included. Nil for anything else, and for what passes `Int64.max`,
  /// which is the most that a journal on SQLite can keep (sqlite.org/datatype3.html, INTEGER).
  static func parse(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard !digits.isEmpty, digits.count <= maximumDigits else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return value <= UInt64(Int64.max) ? value : nil
  }

  /// Appends the digits of `value`, without a detour over a `String`.
  static func append(_ value: UInt64, to output: inout [UInt8]) {
    let start = output.count
    var rest = value
    repeat {
      output.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    // In place: a slice reversed would be a copy first.
    var (low, high) = (start, output.count - 1)
    while low < high {
      output.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}
