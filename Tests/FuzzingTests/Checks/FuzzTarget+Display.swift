import Terminal
import Wire

extension FuzzTarget {
  /// A text that is to be shown, through both nets together and each by itself.
  static let display = FuzzTarget("display") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let safe = Sanitizer.displaySafe(text)
    try hold(!Obeyed.isIn(safe), "the sanitizer lets through what a terminal obeys")
    try hold(Sanitizer.displaySafe(safe) == safe, "what is safe is changed once more")
    for source in [text, safe] {
      let glyphs = Glyphs.split(source)
      for glyph in glyphs {
        try hold(1...2 ~= glyph.width && 1...5 ~= glyph.scalars.count, "a glyph that fits no place")
        try hold(!glyph.scalars.contains(where: Obeyed.contains), "a glyph that a terminal obeys")
      }
      try hold(Glyphs.split(glyphs.map(\.string).joined()) == glyphs, "glyphs that are split otherwise")
      let columns = glyphs.reduce(0) { $0 + $1.width }
      try hold(TextWidth.columns(source) == columns, "a text that is as wide as something else")
    }
    var canvas = Canvas(Size(columns: 20, rows: 1))
    let drawn = canvas.draw(StyledText(text), at: Point(column: -3, row: 0))
    try hold(drawn <= 23, "\(drawn) columns on 20")
    try hold(!Obeyed.isIn(canvas.text(row: 0)), "a picture that a terminal obeys")
  }
}
