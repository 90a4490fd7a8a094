/// A place of the canvas.
package struct Cell: Equatable, Sendable {
  /// Nothing, in the terminal's own style.
  package static let blank = Cell(.blank, .plain)

  /// What stands there. A wide glyph stands in its left cell; the right one has `Glyph.continuation`.
  package let glyph: Glyph
  /// How it looks.
  package let style: Style

  /// A cell with this glyph and style.
  init(_ glyph: Glyph, _ style: Style) {
    self.glyph = glyph
    self.style = style
  }

  /// Whether this is the right half of the wide glyph in the cell to the left.
  package var isContinuation: Bool { glyph == .continuation }
}
