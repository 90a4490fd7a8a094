/// The text that one types, with readline's keys. Its cursor stands only between whole characters (grapheme
/// clusters).
package struct InputField: Sendable {
  /// The most bytes of UTF-8 that the text has: as many as a paste.
  package static let maximumBytes = 1 << 20

  /// The text; its lines end with LF alone.
  package private(set) var text = ""

  // The cursor, in bytes of UTF-8: always at the beginning of a character or the end of the text.
  var offset = 0

  // What was killed last, and whether the next kill joins it.
  var killed = ""
  var joinsKill = false

  // The column that Up and Down try to stay in.
  var goal: Int?

  // The last layout: its columns (before any, lines do not wrap), which row was the first in view, and the
  // rows if the text is still the same.
  var columns = Int.max
  var firstRow = 0
  var brokenRows: [FieldRow]?

  /// An empty field.
  package init() {}

  /// Whether there is no text.
  package var isEmpty: Bool { text.isEmpty }

  /// How many characters are before the cursor.
  package var cursor: Int { text.distance(from: text.startIndex, to: index(offset)) }

  /// Puts another text in place of all, and the cursor behind so many characters of it or at its end. Of one
  /// that is too long, what fits is taken.
  package mutating func set(_ text: String, cursor: Int? = nil) {
    self.text = Self.cut(Self.withLineFeeds(text))
    offset = self.text.utf8.count
    if let cursor {
      let end = self.text.endIndex
      offset = place(
        of: self.text.index(self.text.startIndex, offsetBy: max(0, cursor), limitedBy: end) ?? end)
    }
    changed()
  }

  /// Puts `text` before the cursor; false, with nothing taken, if it is too long.
  @discardableResult
  package mutating func insert(_ text: String) -> Bool {
    let text = Self.withLineFeeds(text)
    guard self.text.utf8.count + text.utf8.count <= Self.maximumBytes else { return false }
    let end = offset + text.utf8.count
    self.text.insert(contentsOf: text, at: index(offset))
    // What was typed can have become one character with what is behind it.
    offset = boundary(atOrAfter: end)
    changed()
    return true
  }

  /// Empties the field; Ctrl-Y brings the text back.
  package mutating func clear() {
    if !text.isEmpty { killed = text }
    set("")
  }

  /// Takes the bytes of this range out.
  mutating func remove(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    text.removeSubrange(index(range.lowerBound)..<index(range.upperBound))
    offset = boundary(atOrAfter: range.lowerBound)
    changed()
  }

  private mutating func changed() {
    brokenRows = nil
    goal = nil
    joinsKill = false
  }

  private static func withLineFeeds(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    var view = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in text.unicodeScalars {
      if scalar != "\n" || !wasReturn { view.append(scalar == "\r" ? "\n" : scalar) }
      wasReturn = scalar == "\r"
    }
    return String(view)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > maximumBytes else { return text }
    let limit = text.utf8.index(text.startIndex, offsetBy: maximumBytes)
    return String(text[..<text.index(before: text.index(after: limit))])
  }
}

extension InputField: Equatable {
  /// Whether text and cursor are the same.
  package static func == (first: InputField, second: InputField) -> Bool {
    first.text == second.text && first.offset == second.offset
  }
}
