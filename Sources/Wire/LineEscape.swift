/// The two escapes of the numbered dialect: a line break is `\n` and a backslash `\\`, so that a text of
/// several lines stays one line on the wire.
package enum LineEscape {
  /// Appends `text` with its line breaks and backslashes escaped.
  package static func appendEscaped(_ text: [UInt8], to output: inout [UInt8]) {
    var start = 0
    while let special = ByteSearch.first(.lineFeed, or: .backslash, in: text.span, from: start) {
      output.append(contentsOf: text[start..<special])
      output.append(.backslash)
      output.append(text[special] == .lineFeed ? UInt8(ascii: "n") : .backslash)
      start = special + 1
    }
    output.append(contentsOf: text[start...])
  }

  /// `text` with its line breaks and backslashes escaped.
  package static func escape(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    appendEscaped(text, to: &output)
    return output
  }

  /// The text behind `escaped`. Nil for a backslash at the end or before anything but `n` and `\`: what an
  /// unknown escape meant cannot be known, and guessing would change what a person said.
  package static func unescape(_ escaped: ArraySlice<UInt8>) -> [UInt8]? {
    guard var special = escaped.firstIndex(of: .backslash) else { return Array(escaped) }
    var output: [UInt8] = []
    output.reserveCapacity(escaped.count)
    var rest = escaped
    while true {
      output.append(contentsOf: rest[..<special])
      guard special + 1 < rest.endIndex else { return nil }
      switch rest[special + 1] {
      case UInt8(ascii: "n"): output.append(.lineFeed)
      case .backslash: output.append(.backslash)
      default: return nil
      }
      rest = rest[(special + 2)...]
      guard let next = rest.firstIndex(of: .backslash) else { break }
      special = next
    }
    output.append(contentsOf: rest)
    return output
  }
}
