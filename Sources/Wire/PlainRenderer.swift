/// Writes what the server sends in the plain dialect. Everything is appended as bytes, each line with its LF;
/// names and texts are taken as already checked (`Name`, `Text`).
///
/// A text of several lines becomes several lines, each with what stands in front of it, so that no line of a
/// text can pass for a line of somebody else.
package enum PlainRenderer {
  /// `name: text`
  package static func appendPublic(from name: [UInt8], text: [UInt8], to output: inout [UInt8]) {
    appendLines(of: text, to: &output) {
      $0.append(contentsOf: name)
      $0.append(.colon)
      $0.append(.space)
    }
  }

  /// `[privado] name: text`
  package static func appendPrivate(from name: [UInt8], text: [UInt8], to output: inout [UInt8]) {
    appendLines(of: text, to: &output) {
      $0.append("[privado] ")
      $0.append(contentsOf: name)
      $0.append(.colon)
      $0.append(.space)
    }
  }

  /// `* words`
  package static func appendNotice(_ words: [UInt8], to output: inout [UInt8]) {
    appendLines(of: words, to: &output) { $0.append("* ") }
  }

  /// `* words`
  package static func appendNotice(_ words: String, to output: inout [UInt8]) {
    appendNotice(Array(words.utf8), to: &output)
  }

  /// `* words`, the words, one line, appended by `appendWords`.
  package static func appendNotice(to output: inout [UInt8], _ appendWords: (inout [UInt8]) -> Void) {
    output.append("* ")
    appendWords(&output)
    output.append(.lineFeed)
  }

  /// `! words`
  package static func appendRefusal(_ words: [UInt8], to output: inout [UInt8]) {
    appendLines(of: words, to: &output) { $0.append("! ") }
  }

  /// `! words`
  package static func appendRefusal(_ words: String, to output: inout [UInt8]) {
    appendRefusal(Array(words.utf8), to: &output)
  }

  @inline(__always)
  private static func appendLines(
    of text: [UInt8], to output: inout [UInt8], eachAfter appendFront: (inout [UInt8]) -> Void
  ) {
    var start = 0
    while let end = ByteSearch.first(.lineFeed, or: .lineFeed, in: text.span, from: start) {
      appendFront(&output)
      output.append(contentsOf: text[start...end])
      start = end + 1
    }
    appendFront(&output)
    output.append(contentsOf: text[start...])
    output.append(.lineFeed)
  }
}
