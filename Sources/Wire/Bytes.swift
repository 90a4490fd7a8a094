// Small things that Wire needs of bytes and the standard library does not give.

extension UInt8 {
  /// Line feed, the end of every line.
  static let lineFeed = UInt8(ascii: "\n")
  /// Carriage return, allowed only right before a line feed.
  static let carriageReturn = UInt8(ascii: "\r")
  /// Space.
  static let space = UInt8(ascii: " ")
  /// Horizontal tab, the one control character that a text may hold.
  static let tab = UInt8(ascii: "\t")
  /// Colon, which ends a name.
  static let colon = UInt8(ascii: ":")
  /// Backslash, which escapes in the numbered dialect.
  static let backslash = UInt8(ascii: "\\")
  /// The mark of a private message.
  static let at = UInt8(ascii: "@")
  /// The mark of a command.
  static let hash = UInt8(ascii: "#")

  /// The small letter of an ASCII capital; anything else as it is.
  var lowercasedASCII: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
  }
}

extension [UInt8] {
  /// Appends what the span holds, growing as `append(contentsOf:)` does.
  mutating func append(span: Span<UInt8>) {
    append(addingCapacity: span.count) { output in
      for index in span.indices { output.append(span[index]) }
    }
  }

  /// Appends the UTF-8 of `words`.
  mutating func append(_ words: String) {
    append(contentsOf: words.utf8)
  }
}
