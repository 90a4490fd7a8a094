/// A text that was pasted. It is as hostile as its source: nothing in it is a key.
package struct Paste: Hashable, Sendable {
  /// Lines end with LF, whatever they ended with; of the other control characters only TAB is left, and each
  /// piece of broken UTF-8 has become U+FFFD. At most `KeyDecoder.maximumPasteBytes`.
  package let text: String
  /// Whether something is missing: it was longer, or its end never came.
  package let isCut: Bool

  /// A paste of this text.
  package init(text: String, isCut: Bool = false) {
    self.text = text
    self.isCut = isCut
  }
}
