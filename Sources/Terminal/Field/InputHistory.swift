/// What one has sent, to be called back.
package struct InputHistory: Sendable {
  /// The most texts that are kept.
  package static let maximum = 500

  /// The most bytes of UTF-8 that they take together, but for the newest, which is always kept.
  package static let maximumBytes = 4 << 20

  private var texts: [String] = []
  private var bytes = 0

  // What is called back, and what was in the field before; nil while that is there.
  private var place: Int?
  private var draft = ""

  /// A history of nothing.
  package init() {}

  /// Adds a text as the newest, unless it is empty or the same as the newest, and goes back to the draft,
  /// which is forgotten.
  package mutating func add(_ text: String) {
    place = nil
    draft = ""
    guard !text.isEmpty, text != texts.last else { return }
    texts.append(text)
    bytes += text.utf8.count
    while texts.count > Self.maximum || (texts.count > 1 && bytes > Self.maximumBytes) {
      bytes -= texts.removeFirst().utf8.count
    }
  }

  /// The next older text; nil if there is none. `draft` is what the field has; the first call keeps it.
  package mutating func previous(from draft: String) -> String? {
    let next = (place ?? texts.count) - 1
    guard next >= 0 else { return nil }
    if place == nil { self.draft = draft }
    place = next
    return texts[next]
  }

  /// The next newer text, and after the newest the draft; nil if that is what the field has.
  package mutating func next() -> String? {
    guard let current = place else { return nil }
    if current + 1 < texts.count {
      place = current + 1
      return texts[current + 1]
    }
    place = nil
    return draft
  }
}
