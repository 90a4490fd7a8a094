import Wire

/// Cuts what a person types, or a pipe brings, into lines. Unlike `LineDecoder` it forgives: a line that is
/// too long is named so and skipped, and the next one is taken again.
package struct InputLines: Sendable {
  /// A line of input.
  package enum Line: Sendable, Equatable {
    /// Without its LF or CRLF; any bytes else.
    case line([UInt8])
    /// More than `maximumBytes`, which were thrown away.
    case tooLong
  }

  /// The longest line that can still be accepted by a server: a text, and in front of it `@`, a name (32
  /// characters of at most 16 bytes before NFC) and a blank of at most 3 bytes.
  package static let maximumBytes = Text.maximumBytes + 1 + Name.maximumCharacters * 16 + 3

  private var buffer: [UInt8] = []
  private var isSkipping = false

  /// No input yet.
  package init() {}

  /// Takes the next bytes and answers the lines that they end.
  package mutating func append(_ bytes: some Sequence<UInt8>) -> [Line] {
    var lines: [Line] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        lines.append(take())
      } else if !isSkipping {
        buffer.append(byte)
        // One more may be the CR.
        if buffer.count > Self.maximumBytes + 1 {
          buffer = []
          isSkipping = true
        }
      }
    }
    return lines
  }

  /// The last line, where it has no end of its own; to be called at the end of the input.
  package mutating func finish() -> Line? {
    buffer.isEmpty && !isSkipping ? nil : take()
  }

  private mutating func take() -> Line {
    defer {
      buffer = []
      isSkipping = false
    }
    if isSkipping { return .tooLong }
    if buffer.last == UInt8(ascii: "\r") { buffer.removeLast() }
    return buffer.count > Self.maximumBytes ? .tooLong : .line(buffer)
  }
}
