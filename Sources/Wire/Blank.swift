/// Where blanks stand in a line. A blank is TAB or a space of any width (general category Zs): who writes
/// Japanese types the wide one without knowing.
enum Blank {
  /// The first blank of `line`, as the range of its bytes; nil also for what is no UTF-8.
  static func first(in line: ArraySlice<UInt8>) -> Range<Int>? {
    // Nearly always an ASCII blank comes first.
    guard let candidate = line.firstIndex(where: { $0 == .space || $0 == .tab || $0 >= 0x80 }) else {
      return nil
    }
    if line[candidate] < 0x80 { return candidate..<candidate + 1 }
    guard let text = try? UTF8Span(validating: line.span) else { return nil }
    var scalars = text.makeUnicodeScalarIterator()
    var offset = 0
    while let scalar = scalars.next() {
      let end = scalars.currentCodeUnitOffset
      if Unistring.isBlank(scalar) { return line.startIndex + offset..<line.startIndex + end }
      offset = end
    }
    return nil
  }

  /// `line` without the blanks that it begins with.
  static func skipped(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let text = try? UTF8Span(validating: line.span) else { return line }
    var scalars = text.makeUnicodeScalarIterator()
    var offset = 0
    while let scalar = scalars.next(), Unistring.isBlank(scalar) { offset = scalars.currentCodeUnitOffset }
    return line.dropFirst(offset)
  }

  /// Whether `text` begins with something unseen and then `@` or `#`, and so looks like a private message or
  /// a command without being one. White_Space counts, and so do the characters without width (a byte order
  /// mark).
  static func hidesMark(in text: [UInt8]) -> Bool {
    guard let first = text.first, first <= .space || first >= 0x80 else { return false }
    guard let text = try? UTF8Span(validating: text.span) else { return false }
    var scalars = text.makeUnicodeScalarIterator()
    while let scalar = scalars.next() {
      if Unistring.isUnseen(scalar) { continue }
      return scalar == "@" || scalar == "#"
    }
    return false
  }
}
