/// The rows of the text on the screen.
extension InputField {
  /// The rows that are in view, at most `maximumRows` of at most `columns`: lines wrap at any character, and
  /// the view moves no further than the cursor demands. Behind the last column of a line the cursor stands in
  /// a row of its own. No columns count as one; a wide glyph is a "?" there.
  package mutating func layout(columns: Int, maximumRows: Int) -> FieldLayout {
    let columns = max(1, columns)
    if columns != self.columns {
      self.columns = columns
      brokenRows = nil
    }
    let rows = rows()
    guard maximumRows > 0 else { return FieldLayout(rows: [], cursor: Point(column: 0, row: 0)) }
    let cursorRow = rowOfCursor(rows)
    firstRow = min(firstRow, max(0, rows.count - maximumRows), cursorRow)
    firstRow = max(firstRow, cursorRow - maximumRows + 1)
    let shown = rows[firstRow..<min(rows.count, firstRow + maximumRows)]
    return FieldLayout(
      rows: shown.map(string(of:)),
      cursor: Point(column: columnOfCursor(rows[cursorRow]), row: cursorRow - firstRow))
  }

  /// Puts the cursor where one clicks, in the coordinates of the last layout: beyond the end of a row at its
  /// end, below the last row at the end of the text.
  package mutating func place(cursorAt point: Point) {
    goal = nil
    joinsKill = false
    let rows = rows()
    let rowInView = max(0, point.row)
    guard rowInView < rows.count - firstRow else {
      offset = text.utf8.count
      return
    }
    var row = firstRow + rowInView
    // Within a character that is wider than a row, the cursor can only stand at its beginning.
    while row > 0, rows[row].first == nil, !rows[row].endsLine { row -= 1 }
    offset = place(in: rows[row], column: point.column) ?? offset
  }

  /// Moves the cursor to the next row up or down that it can stand in; false if there is none.
  mutating func moveRows(_ step: Int, _ goal: Int?) -> Bool {
    let rows = rows()
    let start = rowOfCursor(rows)
    let column = goal ?? columnOfCursor(rows[start])
    var row = start + step
    while rows.indices.contains(row) {
      if let place = place(in: rows[row], column: column), place != offset {
        offset = place
        self.goal = column
        return true
      }
      row += step
    }
    return false
  }

  /// The rows of the text, and an empty one for the cursor if it stands behind a full one.
  private mutating func rows() -> [FieldRow] {
    var rows = brokenRows ?? FieldBreaker.rows(of: text, columns: columns)
    brokenRows = rows
    let row = rowOfCursor(rows)
    if rows[row].end == offset, rows[row].columns >= columns {
      rows.insert(FieldRow(start: offset, end: offset, first: nil, endsLine: true, columns: 0), at: row + 1)
    }
    return rows
  }

  /// The last row that begins at or before the cursor.
  private func rowOfCursor(_ rows: [FieldRow]) -> Int {
    var low = 0
    var high = rows.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func columnOfCursor(_ row: FieldRow) -> Int {
    var column = 0
    var glyphs = glyphs(of: row)
    while let glyph = glyphs.next(), row.start + glyphs.offset < offset {
      column += min(glyph.width, columns)
    }
    return min(column, columns - 1)
  }

  /// The last place in the row that is not beyond `column`; nil if the cursor cannot stand in it.
  private func place(in row: FieldRow, column: Int) -> Int? {
    guard let first = row.first else { return row.endsLine ? row.end : nil }
    var best = first
    var next = index(first)
    var nextPlace = first
    var width = 0
    var glyphs = glyphs(of: row)
    var glyph = glyphs.next()
    while nextPlace < row.end {
      while let current = glyph, row.start + glyphs.offset < nextPlace {
        width += min(current.width, columns)
        glyph = glyphs.next()
      }
      if width > column, nextPlace > first { return best }
      best = nextPlace
      let after = text.index(after: next)
      nextPlace += text.utf8.distance(from: next, to: after)
      next = after
    }
    // The end of a full row is in no column of it.
    return row.endsLine && row.columns <= column && row.columns < columns ? row.end : best
  }

  private func string(of row: FieldRow) -> String {
    var view = String.UnicodeScalarView()
    var glyphs = glyphs(of: row)
    while let glyph = glyphs.next() {
      let shown = glyph.width > columns ? Glyph.tooWide : glyph
      shown.append(to: &view)
    }
    return String(view)
  }

  private func glyphs(of row: FieldRow) -> GlyphIterator<Substring.UnicodeScalarView> {
    GlyphIterator(text.unicodeScalars[index(row.start)..<index(row.end)])
  }
}
