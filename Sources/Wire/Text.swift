/// What a person says, as the protocol allows it: 1 to 4,096 bytes of UTF-8 without control characters (but
/// TAB), line and paragraph separators and bidirectional overrides, with at most 64 lines where line breaks
/// are allowed.
package struct Text: Sendable, Hashable {
  /// The most bytes of a text, counted after unescaping.
  package static let maximumBytes = 4_096
  /// The most lines of a text, counted after unescaping; each costs a token of the flood limit.
  package static let maximumLines = 64

  /// The text; the only line break in it is LF.
  package let bytes: [UInt8]

  /// Takes a text, which keeps the array's storage. Throws the first rule that it breaks.
  package init(_ bytes: [UInt8], allowingLineBreaks: Bool) throws(TextError) {
    try Self.check(bytes.span, allowingLineBreaks: allowingLineBreaks)
    self.bytes = bytes
  }

  /// Takes a text out of a longer line. Throws the first rule that it breaks.
  package init(_ bytes: ArraySlice<UInt8>, allowingLineBreaks: Bool) throws(TextError) {
    try Self.check(bytes.span, allowingLineBreaks: allowingLineBreaks)
    self.bytes = Array(bytes)
  }

  /// How many lines the text has, which is how many tokens of the flood limit it costs.
  package var lineCount: Int {
    var count = 1
    var start = 0
    while let end = ByteSearch.first(.lineFeed, or: .lineFeed, in: bytes.span, from: start) {
      count += 1
      start = end + 1
    }
    return count
  }
}

extension Text {
  private static func check(_ bytes: Span<UInt8>, allowingLineBreaks: Bool) throws(TextError) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= maximumBytes else { throw .tooLong }
    // Nearly every text.
    guard !ByteSearch.isPrintableASCII(bytes) else { return }
    var lines = 1
    var isASCII = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte &- 0x20 < 0x5F { continue }
      if byte >= 0x80 {
        isASCII = false
      } else if byte == .lineFeed {
        guard allowingLineBreaks else { throw .notAllowed }
        lines += 1
      } else if byte != .tab {
        throw .notAllowed
      }
    }
    if !isASCII { try checkBeyondASCII(bytes) }
    guard lines <= maximumLines else { throw .tooManyLines }
  }

  /// Looks for what is not allowed beyond ASCII by its first bytes, which is enough once the whole is known
  /// to be UTF-8.
  private static func checkBeyondASCII(_ bytes: Span<UInt8>) throws(TextError) {
    guard (try? UTF8Span(validating: bytes)) != nil else { throw .notAllowed }
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0xC2:  // C1: U+0080 to U+009F
        if bytes[index + 1] < 0xA0 { throw .notAllowed }
        index += 2
      case 0xE2:
        switch (bytes[index + 1], bytes[index + 2]) {
        case (0x80, 0xA8...0xAE): throw .notAllowed  // U+2028 and U+2029, U+202A to U+202E
        case (0x81, 0xA6...0xA9): throw .notAllowed  // U+2066 to U+2069
        default: index += 3
        }
      default:
        index += 1
      }
    }
  }
}
