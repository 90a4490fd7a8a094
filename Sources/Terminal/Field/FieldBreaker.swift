/// Breaks the text of an input field into rows: at line feeds, and wherever a row is full, so that nothing
/// moves in the rows above while one types. A character of several glyphs, such as a family, stays whole if
/// it has place in a row.
struct FieldBreaker {
  private let columns: Int
  private var rows: [FieldRow] = []

  // The row that is being filled, and the character that is.
  private var start = 0
  private var width = 0
  private var first: Int?
  private var characterStart = 0
  private var widthBefore = 0

  /// The rows of `text`, at least one, of at most `columns`, which are at least 1.
  static func rows(of text: String, columns: Int) -> [FieldRow] {
    var breaker = FieldBreaker(columns: max(1, columns))
    var offset = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      breaker.add(Substring(line), at: offset)
      offset += line.count + 1
    }
    return breaker.rows
  }

  private init(columns: Int) { self.columns = columns }

  private mutating func add(_ line: Substring, at offset: Int) {
    begin(offset, width: 0, first: nil)
    let end = offset + line.utf8.count
    if line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      addNarrow(until: end)
    } else {
      addAny(line, at: offset)
    }
    close(at: end, width: width, endsLine: true)
  }

  /// ASCII, which is nearly all there is, needs no search for characters.
  private mutating func addNarrow(until end: Int) {
    while end - start > columns {
      first = start
      close(at: start + columns, width: columns, endsLine: false)
      begin(start + columns, width: 0, first: nil)
    }
    first = end > start ? start : nil
    width = end - start
  }

  private mutating func addAny(_ line: Substring, at offset: Int) {
    var glyphs = GlyphIterator(line.unicodeScalars)
    var next = line.startIndex
    var nextStart = offset
    // Goes on to the character that has the byte at `place`.
    func character(at place: Int, _ breaker: inout FieldBreaker) {
      while nextStart <= place, next < line.endIndex {
        breaker.characterStart = nextStart
        breaker.widthBefore = breaker.width
        if breaker.first == nil { breaker.first = nextStart }
        let after = line.index(after: next)
        nextStart += line.utf8.distance(from: next, to: after)
        next = after
      }
    }
    while let glyph = glyphs.next() {
      let place = offset + glyphs.offset
      character(at: place, &self)
      add(min(glyph.width, columns), at: place)
    }
    character(at: offset + line.utf8.count, &self)
  }

  private mutating func add(_ glyph: Int, at place: Int) {
    if width + glyph > columns, characterStart > start, widthBefore > 0 {
      let carried = width - widthBefore
      if first == characterStart { first = nil }
      close(at: characterStart, width: widthBefore, endsLine: false)
      begin(characterStart, width: carried, first: characterStart)
    }
    if width + glyph > columns {
      // The character is wider than a row: it breaks where it must.
      if first == place { first = nil }
      close(at: place, width: width, endsLine: false)
      begin(place, width: 0, first: characterStart == place ? place : nil)
    }
    width += glyph
  }

  private mutating func begin(_ start: Int, width: Int, first: Int?) {
    self.start = start
    self.width = width
    self.first = first
    widthBefore = 0
  }

  private mutating func close(at end: Int, width: Int, endsLine: Bool) {
    rows.append(FieldRow(start: start, end: end, first: first, endsLine: endsLine, columns: width))
  }
}
