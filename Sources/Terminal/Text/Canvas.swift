/// A picture of the whole screen. Code that knows no terminal draws it; `Screen` shows it.
package struct Canvas: Equatable, Sendable {
  /// The most columns and the most rows that a canvas has, far beyond any screen's: a terminal can claim to
  /// have 65,535 of both, for which no memory would do.
  package static let maximumSide = 1_000

  /// How large it is.
  package let size: Size

  /// Where the terminal's cursor is to stand; nil hides it.
  package var cursor: Point?

  private var cells: [Cell]

  /// An empty canvas of that size, or of the part of it that `maximumSide` allows.
  package init(_ size: Size) {
    self.size = Size(columns: min(size.columns, Self.maximumSide), rows: min(size.rows, Self.maximumSide))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// What stands there; a blank for what is outside.
  package subscript(point: Point) -> Cell {
    isInside(point) ? cells[index(point.column, point.row)] : .blank
  }

  /// The cells of a row that there is, from left to right. Comparing those of two canvases takes about a
  /// microsecond for 200 columns.
  package func cells(row: Int) -> ArraySlice<Cell> {
    precondition(row >= 0 && row < size.rows, "no such row of the canvas")
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Draws `text` from `point` on over what is there, in at most `columns` columns. What is outside of the
  /// canvas is not drawn. Of a wide glyph that does not fit a blank is drawn. Answers how many columns were
  /// drawn, those to the left of the canvas included.
  @discardableResult
  package mutating func draw(_ text: StyledText, at point: Point, columns: Int = Canvas.maximumSide) -> Int {
    guard point.row >= 0, point.row < size.rows, columns > 0, point.column < size.columns else { return 0 }
    // Beyond that to the left, nothing that anybody writes reaches the canvas.
    let start = max(point.column, -(1 << 32))
    let limit = min(columns, size.columns - start)
    var drawn = 0
    for run in text.runs {
      var glyphs = GlyphIterator(run.text.unicodeScalars)
      while let glyph = glyphs.next() {
        let rest = limit - drawn
        if rest == 0 { return drawn }
        let fits = glyph.width <= rest
        put(fits ? glyph : .blank, run.style, column: start + drawn, row: point.row)
        drawn += fits ? glyph.width : rest
        if !fits { return drawn }
      }
    }
    return drawn
  }

  /// Makes the part of the rectangle that is on the canvas blank, in this style.
  package mutating func fill(_ rectangle: Rectangle, _ style: Style = .plain) {
    let columns = Self.overlap(rectangle.origin.column, rectangle.size.columns, size.columns)
    for row in Self.overlap(rectangle.origin.row, rectangle.size.rows, size.rows) {
      for column in columns { set(Cell(.blank, style), column, row) }
    }
  }

  /// What a terminal would show in that row, without the blanks at its end.
  package func text(row: Int) -> String {
    var view = String.UnicodeScalarView()
    var blanks = 0
    for cell in cells(row: row) where !cell.isContinuation {
      if cell.glyph == .blank {
        blanks += 1
        continue
      }
      view.append(contentsOf: repeatElement(" ", count: blanks))
      blanks = 0
      cell.glyph.append(to: &view)
    }
    return String(view)
  }

  /// What a terminal would show in each row.
  package var text: [String] { (0..<size.rows).map(text(row:)) }

  private func isInside(_ point: Point) -> Bool {
    point.column >= 0 && point.column < size.columns && point.row >= 0 && point.row < size.rows
  }

  private func index(_ column: Int, _ row: Int) -> Int { row * size.columns + column }

  /// Puts a glyph that does not reach beyond the right edge; of one that the left edge cuts, a blank.
  private mutating func put(_ glyph: Glyph, _ style: Style, column: Int, row: Int) {
    if column < 0 {
      if column + glyph.width > 0 { set(Cell(.blank, style), 0, row) }
      return
    }
    set(Cell(glyph, style), column, row)
    if glyph.width == 2 { set(Cell(.continuation, style), column + 1, row) }
  }

  /// Sets a cell, and blanks the other half of a wide glyph that it was a half of.
  private mutating func set(_ cell: Cell, _ column: Int, _ row: Int) {
    let index = index(column, row)
    let old = cells[index]
    if old.isContinuation {
      cells[index - 1] = Cell(.blank, cells[index - 1].style)
    } else if old.glyph.width == 2 {
      cells[index + 1] = Cell(.blank, cells[index + 1].style)
    }
    cells[index] = cell
  }

  /// The part of `count` places from `start` on that is within 0..<limit.
  private static func overlap(_ start: Int, _ count: Int, _ limit: Int) -> Range<Int> {
    guard start < limit else { return 0..<0 }
    let first = max(0, start)
    // What is before the beginning is taken away first, so that nothing can overflow.
    let rest = start < 0 ? max(0, count + start) : count
    return first..<first + min(rest, limit - first)
  }
}
