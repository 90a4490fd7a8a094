import CCurses

/// How wide texts are: what glibc's wcwidth(3) says, because ncurses goes by it.
package enum TextWidth {
  /// How many columns `text` takes on a screen that is wide enough.
  package static func columns(_ text: String) -> Int {
    var columns = 0
    var glyphs = GlyphIterator(text.unicodeScalars)
    while let glyph = glyphs.next() { columns += glyph.width }
    return columns
  }

  /// How many columns a scalar takes: 0, 1 or 2; -1 for a control character or what the system does not know.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    // Once, before the first question. Without a locale of UTF-8 wcwidth knows ASCII only, and so everything
    // else becomes U+FFFD.
    _ = hasLocale
    return min(2, Int(curses_width(scalar.value)))
  }

  private static let hasLocale = curses_set_locale()
}
