import Wire

/// Cuts a text that is too long for one message into several that are not.
///
/// A part is what a person would have typed for it: with `@name ` in front where the whole is private, with
/// `#` or `@` doubled where a public part begins with one. It ends where a line ends, else at a blank, which
/// both go; else within a word, between two characters. Nothing else is lost.
package enum MessageSplitter {
  /// Whether what was typed passes the bounds of a message, and can be split: a command cannot, nor what
  /// begins with blanks and then `@` or `#`, which the server refuses so that nothing private goes public.
  package static func needsSplitting(_ typed: String) -> Bool {
    let (front, body) = take(apart: typed)
    return !fits(body) && !(front.isEmpty && (isCommand(typed) || hidesMark(body)))
  }

  /// The parts in their order; `typed` alone where it needs no splitting.
  package static func parts(of typed: String) -> [String] {
    guard needsSplitting(typed) else { return [typed] }
    let (front, body) = take(apart: typed)
    let isPublic = front.isEmpty
    var parts: [String] = []
    var rest = units(of: body)[...]
    // The first that is seen, looked for anew only once it has been passed: blanks may go on for long.
    var seen = rest.startIndex
    while !rest.isEmpty {
      if seen <= rest.startIndex { seen = rest.firstIndex { !isUnseen($0) } ?? rest.endIndex }
      let (part, next) = split(rest, seen: seen, isPublic: isPublic)
      let text = String(part)
      let first = text.unicodeScalars.first
      let mark = isPublic && (first == "#" || first == "@") ? first.map { String($0) } ?? "" : ""
      parts.append(front + mark + text)
      rest = next
    }
    return parts
  }

  /// What addresses a private text, with its blank, and the text itself, its doubled mark taken off.
  private static func take(apart typed: String) -> (front: String, body: Substring) {
    // By scalars: what combines with a mark is none of the server's business.
    let scalars = typed.unicodeScalars
    let marks = scalars.prefix(2)
    if marks.elementsEqual("##".unicodeScalars) || marks.elementsEqual("@@".unicodeScalars) {
      return ("", Substring(scalars.dropFirst()))
    }
    guard typed.hasPrefix("@"), let blank = typed.firstIndex(where: \.isWhitespace),
      (try? Name(String(typed[..<blank].dropFirst()))) != nil
    else { return ("", typed[...]) }
    return (typed[..<blank] + " ", typed[typed.index(after: blank)...])
  }

  /// Whatever begins with a mark of its own and is nothing that can be split.
  private static func isCommand(_ typed: String) -> Bool {
    let marks = typed.utf8.prefix(2)
    guard let first = marks.first, first == UInt8(ascii: "#") || first == UInt8(ascii: "@") else {
      return false
    }
    return marks.count < 2 || marks.last != first
  }

  private static func fits(_ text: Substring) -> Bool {
    text.utf8.count <= Text.maximumBytes
      && text.utf8.lazy.filter { $0 == lineFeed }.count < Text.maximumLines
  }

  /// What is not taken apart: characters, or the scalars of one that alone is too long for a part.
  private static func units(of text: Substring) -> [Character] {
    var units: [Character] = []
    for character in text {
      if character.utf8.count <= Text.maximumBytes {
        units.append(character)
      } else {
        units += character.unicodeScalars.map(Character.init)
      }
    }
    return units
  }

  /// The next part, not empty, and what is left behind it. At `seen` is the first that is seen.
  private static func split(
    _ text: ArraySlice<Character>, seen: Int, isPublic: Bool
  ) -> (part: ArraySlice<Character>, rest: ArraySlice<Character>) {
    let end = window(of: text)
    if isPublic, seen > text.startIndex, seen < text.endIndex, isMark(text[seen]) {
      // Only where no better place was found: the blanks by themselves.
      return (text[..<min(seen, end)], text[min(seen, end)...])
    }
    if end == text.endIndex { return (text, []) }
    for isBreak in [{ $0 == "\n" }, isBlank] as [(Character) -> Bool] {
      // The break itself needs no room.
      let place = (text.startIndex + 1...end).last { place in
        isBreak(text[place]) && !(isPublic && hidesMark(text[(place + 1)...].prefix(lookahead)))
      }
      if let place { return (text[..<place], text[(place + 1)...]) }
    }
    let place = (text.startIndex + 1...end).last { place in
      !(isPublic && hidesMark(text[place...].prefix(lookahead)))
    }
    return (text[..<(place ?? end)], text[(place ?? end)...])
  }

  /// As far as one part can go, by one unit at least.
  private static func window(of text: ArraySlice<Character>) -> Int {
    var bytes = 0
    var lines = 1
    let end = text.firstIndex { unit in
      bytes += unit.utf8.count
      if unit == "\n" { lines += 1 }
      return bytes > Text.maximumBytes || lines > Text.maximumLines
    }
    return end ?? text.endIndex
  }

  /// Whether the server would refuse it for a mark behind blanks or what has no width.
  private static func hidesMark(_ text: some Collection<Character>) -> Bool {
    guard let first = text.first, isUnseen(first) else { return false }
    return text.first { !isUnseen($0) }.map(isMark) ?? false
  }

  private static func isMark(_ character: Character) -> Bool {
    let first = character.unicodeScalars.first { !isUnseen($0) }
    return first == "@" || first == "#"
  }

  /// Nothing combines with it, which would be lost.
  private static func isBlank(_ character: Character) -> Bool {
    character.isWhitespace && character.unicodeScalars.count == 1
  }

  private static func isUnseen(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy(isUnseen)
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
  }

  /// As many characters behind a break are looked at for blanks with a mark behind them: a bound for the time
  /// that text of nothing but blanks takes.
  private static let lookahead = 256

  private static let lineFeed = UInt8(ascii: "\n")
}
