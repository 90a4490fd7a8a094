/// The bell, and what a terminal is to notify its user of.
enum Notification {
  /// The most columns of words; a terminal shows far fewer.
  static let maximumColumns = 200

  /// BEL, and with words to be shown OSC 9 with them. Whoever wrote them, the terminal obeys nothing in them.
  static func bytes(_ message: String, isShown: Bool) -> [UInt8] {
    let bell: UInt8 = 0x07
    var words = ""
    var columns = 0
    for glyph in Glyphs.split(message) {
      columns += glyph.width
      if columns > maximumColumns { break }
      words += glyph.string
    }
    guard isShown, !words.isEmpty else { return [bell] }
    // ConEmu and its followers take a number there for a command, some of which run programs (ConEmu, "ANSI
    // X3.64 and Xterm 256 Colors").
    if let first = words.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first { words = "> " + words }
    return [bell] + Array("\u{1B}]9;\(words)\u{07}".utf8)
  }
}
