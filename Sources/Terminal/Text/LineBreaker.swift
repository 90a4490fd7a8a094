/// Breaks paragraphs into rows.
package enum LineBreaker {
  /// The rows of `text`, at least one, each at most `columns` wide. They break at blanks, which are left out
  /// there, and beside wide glyphs where their punctuation allows it; a word breaks only if it is longer than
  /// a row. All but the first begin with `indent` blanks, or with as many as leave them half of the columns.
  /// Where there is but one column, wide glyphs become "?"; where there is none, the only row is empty.
  package static func wrap(_ text: StyledText, columns: Int, indent: Int = 0) -> [StyledText] {
    guard columns > 0 else { return [StyledText()] }
    // Two columns are left if there are, so that a wide glyph has its place.
    let indent = max(0, min(indent, columns / 2, columns - 2))
    let pieces = pieces(of: text, narrow: columns == 1)
    var rows: [StyledText] = []
    var start = 0
    repeat {
      let margin = rows.isEmpty ? 0 : indent
      let row = row(of: pieces, from: start, columns: columns - margin, following: columns - indent)
      rows.append(line(of: pieces[start..<row.end], runs: text.runs, margin: margin))
      start = row.next
    } while start < pieces.count
    return rows
  }

  /// A glyph, and which part of the text it is from.
  private struct Piece {
    let glyph: Glyph
    let run: Int
  }

  private static func pieces(of text: StyledText, narrow: Bool) -> [Piece] {
    var pieces: [Piece] = []
    for (index, run) in text.runs.enumerated() {
      var glyphs = GlyphIterator(run.text.unicodeScalars)
      while let glyph = glyphs.next() {
        pieces.append(Piece(glyph: narrow && glyph.width == 2 ? .tooWide : glyph, run: index))
      }
    }
    return pieces
  }

  /// Where the row that begins at `start` ends, and where the next begins: at least one further.
  private static func row(
    of pieces: [Piece], from start: Int, columns: Int, following: Int
  ) -> (end: Int, next: Int) {
    var width = 0
    var end = start
    while end < pieces.count, width + pieces[end].glyph.width <= columns {
      width += pieces[end].glyph.width
      end += 1
    }
    if end == pieces.count { return (end, end) }
    // The blanks that the row ends with take no place in the next.
    if Breaks.isBlank(pieces[end].glyph) { return (end, skipBlanks(of: pieces, from: end)) }
    guard let candidate = candidate(in: pieces, from: start, to: end),
      fits(pieces, from: candidate, columns: following)
    else { return (end, end) }
    return (trimmed(pieces, from: start, to: candidate), candidate)
  }

  /// The last place in the row where it may break, with something to be seen before it.
  private static func candidate(in pieces: [Piece], from start: Int, to end: Int) -> Int? {
    guard let first = pieces[start..<end].firstIndex(where: { !Breaks.isBlank($0.glyph) }) else { return nil }
    for place in stride(from: end, to: first, by: -1)
    where Breaks.isAllowed(between: pieces[place - 1].glyph, and: pieces[place].glyph) {
      return place
    }
    return nil
  }

  /// Whether what cannot be broken from `start` on has place in a row.
  private static func fits(_ pieces: [Piece], from start: Int, columns: Int) -> Bool {
    var width = 0
    var place = start
    while place < pieces.count {
      if place > start,
        Breaks.isBlank(pieces[place].glyph)
          || Breaks.isAllowed(between: pieces[place - 1].glyph, and: pieces[place].glyph)
      {
        break
      }
      width += pieces[place].glyph.width
      if width > columns { return false }
      place += 1
    }
    return true
  }

  private static func skipBlanks(of pieces: [Piece], from start: Int) -> Int {
    pieces[start...].firstIndex { !Breaks.isBlank($0.glyph) } ?? pieces.count
  }

  private static func trimmed(_ pieces: [Piece], from start: Int, to end: Int) -> Int {
    (pieces[start..<end].lastIndex { !Breaks.isBlank($0.glyph) } ?? start) + 1
  }

  private static func line(of pieces: ArraySlice<Piece>, runs: [StyledText.Run], margin: Int) -> StyledText {
    var line = StyledText(String(repeating: " ", count: margin))
    var rest = pieces
    while let first = rest.first {
      let part = rest.prefix { $0.run == first.run }
      rest = rest.dropFirst(part.count)
      var view = String.UnicodeScalarView()
      for piece in part { piece.glyph.append(to: &view) }
      line.runs.append(
        StyledText.Run(String(view), runs[first.run].style, tag: runs[first.run].tag))
    }
    return line
  }
}
