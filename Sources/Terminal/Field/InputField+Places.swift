/// Places in the text, in bytes of UTF-8, and how to get from one to another.
extension InputField {
  func index(_ place: Int) -> String.Index { text.utf8.index(text.startIndex, offsetBy: place) }

  func place(of index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }

  /// The beginning of the character that has the byte at `place`; the end at the end.
  func boundary(atOrBefore place: Int) -> Int {
    guard place < text.utf8.count else { return text.utf8.count }
    // index(after:) first goes back to the beginning of the character that it is in.
    return self.place(of: text.index(before: text.index(after: index(place))))
  }

  /// `place` itself between two characters, else the end of the one that it is in.
  func boundary(atOrAfter place: Int) -> Int {
    guard place < text.utf8.count, boundary(atOrBefore: place) != place else { return place }
    return self.place(of: text.index(after: index(place)))
  }

  var characterBefore: Int { offset == 0 ? 0 : place(of: text.index(before: index(offset))) }

  var characterAfter: Int {
    offset == text.utf8.count ? offset : place(of: text.index(after: index(offset)))
  }

  var lineStart: Int {
    let before = text.utf8[..<index(offset)]
    return before.lastIndex(of: UInt8(ascii: "\n")).map { place(of: $0) + 1 } ?? 0
  }

  var lineEnd: Int {
    text.utf8[index(offset)...].firstIndex(of: UInt8(ascii: "\n")).map(place(of:)) ?? text.utf8.count
  }

  /// The beginning of the word before the cursor: letters, marks and digits, or anything but blanks.
  func wordStart(_ isWord: (Unicode.Scalar) -> Bool) -> Int {
    // Scalar by scalar: going back by characters can take a search through all of the text for each one, as
    // it does in a row of flags.
    let scalars = text.unicodeScalars
    var here = index(offset)
    var isInWord = false
    while here > scalars.startIndex {
      let before = scalars.index(before: here)
      let isWord = isWord(scalars[before])
      if isInWord, !isWord { break }
      isInWord = isWord
      here = before
    }
    return boundary(atOrBefore: place(of: here))
  }

  /// The end of the word behind the cursor.
  func wordEnd(_ isWord: (Unicode.Scalar) -> Bool) -> Int {
    let scalars = text.unicodeScalars
    var here = index(offset)
    var isInWord = false
    while here < scalars.endIndex {
      let isWord = isWord(scalars[here])
      if isInWord, !isWord { break }
      isInWord = isWord
      here = scalars.index(after: here)
    }
    return boundary(atOrAfter: place(of: here))
  }

  /// Letters, marks and digits: what words are to Alt-B, F, D and Backspace (readline(3)).
  static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber: true
    default: scalar.properties.isAlphabetic
    }
  }

  /// What words are to Ctrl-W: all between blanks and line ends (readline(3), unix-word-rubout).
  static func isSeen(_ scalar: Unicode.Scalar) -> Bool { !scalar.properties.isWhitespace }
}
