/// A text that was pasted. It is as hostile as its source: nothing in it is a key.
package struct Paste: Hashable, Sendable {
  /// What is not in the text.
  package enum Missing: Hashable, Sendable {
    /// It is whole.
    case nothing
    /// What was beyond the limit, whether or not its end came.
    case tooLong
    /// What follows the place where it was broken off: its end never came.
    case brokenOff
  }

  /// Lines end with LF, whatever they ended with; of the other control characters only TAB is left, and each
  /// piece of broken UTF-8 has become U+FFFD. At most `KeyDecoder.maximumPasteBytes`.
  package let text: String
  /// Whether something is missing, and why.
  package let missing: Missing

  /// A paste of this text.
  package init(text: String, missing: Missing = .nothing) {
    self.text = text
    self.missing = missing
  }
}
