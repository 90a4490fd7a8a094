/// The parts of a CSI or SS3 sequence (ECMA-48, 5.4) as keyboards send them.
struct ControlSequence {
  /// Numbers beyond this count as this, the first that is no scalar of Unicode.
  static let maximumNumber = 0x11_0000

  /// Whether it begins with SS3 (ESC O) instead of CSI (ESC [).
  let isSingleShift: Bool
  /// One of `<`, `=`, `>`, `?`, for sequences that are not the standard's own.
  let prefix: UInt8?
  /// An omitted parameter is 0; of parts divided by colons the first, except that `event` is kept.
  let parameters: [Int]
  /// What a keyboard that tells more (the "kitty" protocol) says of the key, after a colon: 3 is letting go.
  let event: Int
  let final: UInt8

  /// nil for what is neither, or has intermediate bytes.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 3, bytes[0] == 0x1B, let final = bytes.last else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "["): isSingleShift = false
    case UInt8(ascii: "O"): isSingleShift = true
    default: return nil
    }
    var rest = bytes[2..<(bytes.count - 1)]
    if let first = rest.first, UInt8(ascii: "<")...UInt8(ascii: "?") ~= first {
      prefix = first
      rest.removeFirst()
    } else {
      prefix = nil
    }
    var parameters: [Int] = []
    var event = 1
    for (index, part) in rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .enumerated()
    {
      let parts = part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard let number = Self.number(parts[0]) else { return nil }
      parameters.append(number)
      if index == 1, parts.count > 1 { event = Self.number(parts[1]) ?? 1 }
    }
    self.parameters = rest.isEmpty ? [] : parameters
    self.event = event
    self.final = final
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
      value = min(maximumNumber, value * 10 + Int(digit - UInt8(ascii: "0")))
    }
    return value
  }
}
