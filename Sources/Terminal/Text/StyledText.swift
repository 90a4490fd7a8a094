/// One paragraph of text, each part in its own style.
package struct StyledText: Sendable, Equatable, ExpressibleByStringLiteral {
  /// A part in one style.
  package struct Run: Sendable, Equatable {
    /// The letters.
    package var text: String
    /// How they look.
    package var style: Style
    /// What a click on them means; only who wrote it knows.
    package var tag: String?

    /// A part of this text and style.
    package init(_ text: String, _ style: Style = .plain, tag: String? = nil) {
      self.text = text
      self.style = style
      self.tag = tag
    }
  }

  /// The parts, in the order of the text. Marks at the beginning of one never combine with the end of the one
  /// before it.
  package var runs: [Run]

  /// No text.
  package init() { runs = [] }

  /// A text in one style; without a part if it is empty.
  package init(_ text: String, _ style: Style = .plain, tag: String? = nil) {
    runs = text.isEmpty ? [] : [Run(text, style, tag: tag)]
  }

  /// A text in the terminal's own style.
  package init(stringLiteral text: String) { self.init(text) }

  /// A text of these parts, as they are.
  init(runs: [Run]) { self.runs = runs }

  /// The letters of all parts.
  package var string: String {
    runs.count == 1 ? runs[0].text : runs.reduce(into: "") { $0 += $1.text }
  }

  /// Whether there is no letter.
  package var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

  /// How many columns it takes on a screen that is wide enough.
  package var columns: Int { runs.reduce(0) { $0 + TextWidth.columns($1.text) } }

  /// Adds a part; it becomes one with the last where style and tag are the same.
  package mutating func append(_ text: String, _ style: Style = .plain, tag: String? = nil) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.style == style, last.tag == tag {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text, style, tag: tag))
    }
  }

  /// The tag of what stands in this column, counted from 0; nil where there is none.
  package func tag(atColumn column: Int) -> String? {
    guard column >= 0 else { return nil }
    var end = 0
    for run in runs {
      end += TextWidth.columns(run.text)
      if column < end { return run.tag }
    }
    return nil
  }

  /// As much of it as `columns` hold; a wide glyph that does not fit is left out whole.
  package func cut(columns: Int) -> StyledText {
    var cut = StyledText()
    var rest = columns
    for run in runs {
      var view = String.UnicodeScalarView()
      var glyphs = GlyphIterator(run.text.unicodeScalars)
      while let glyph = glyphs.next() {
        rest -= glyph.width
        if rest < 0 { break }
        glyph.append(to: &view)
      }
      cut.append(String(view), run.style, tag: run.tag)
      if rest <= 0 { break }
    }
    return cut
  }

  /// Both texts, one after the other.
  package static func + (first: StyledText, second: StyledText) -> StyledText {
    var both = first
    both += second
    return both
  }

  /// Puts the second text behind the first.
  package static func += (first: inout StyledText, second: StyledText) {
    for run in second.runs { first.append(run.text, run.style, tag: run.tag) }
  }
}
