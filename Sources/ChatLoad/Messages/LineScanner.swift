/// Finds lines, and marks in them, in what was read from a connection.
///
/// Every delivery passes here, so a mark of the right length is not searched for its line's end: the scanner
/// looks where it must be.
package struct LineScanner: Sendable {
  /// What comes next.
  package enum Finding: Equatable, Sendable {
    /// A line with a whole mark in it; where the line begins.
    case marked(MessageMark, lineStart: Int)
    /// A line that has the beginning of a mark, and is not what was sent.
    case malformed
    /// A line without a mark, without its end.
    case line(Range<Int>)
    /// No whole line.
    case incomplete
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let tilde = UInt8(ascii: "~")

  /// The length of the run's texts.
  package let textBytes: Int

  package init(textBytes: Int) {
    self.textBytes = textBytes
  }

  /// Looks at `bytes` from `at` on, where a line must begin, and leaves `at` behind that line; where it is
  /// incomplete, `at` stays.
  @inline(__always)
  package func next(in bytes: Span<UInt8>, at: inout Int) -> Finding {
    let start = at
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.lineFeed {
        at = index + 1
        return .line(start..<Self.contentEnd(bytes, from: start, to: index))
      }
      if byte == Self.tilde {
        if let mark = whole(bytes, index, &at) { return .marked(mark, lineStart: start) }
        if Self.opens(bytes, index) { return Self.skip(bytes, from: index, &at) }
      }
      index += 1
    }
    return .incomplete
  }

  /// The mark at `index`, if it is whole and the line ends with it.
  @inline(__always)
  private func whole(_ bytes: Span<UInt8>, _ index: Int, _ at: inout Int) -> MessageMark? {
    var end = index + textBytes
    guard end < bytes.count else { return nil }
    guard let mark = MessageMark(bytes.extracting(index..<end)) else { return nil }
    if bytes[end] == Self.carriageReturn, end + 1 < bytes.count { end += 1 }
    guard bytes[end] == Self.lineFeed else { return nil }
    at = end + 1
    return mark
  }

  private static func opens(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    let opening = MessageMark.opening
    guard index + opening.count <= bytes.count else { return false }
    for offset in 0..<opening.count where bytes[index + offset] != opening[offset] { return false }
    return true
  }

  /// A mark that is not whole: yet, or never.
  private static func skip(_ bytes: Span<UInt8>, from index: Int, _ at: inout Int) -> Finding {
    for end in index..<bytes.count where bytes[end] == lineFeed {
      at = end + 1
      return .malformed
    }
    return .incomplete
  }

  private static func contentEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    end > start && bytes[end - 1] == carriageReturn ? end - 1 : end
  }
}
