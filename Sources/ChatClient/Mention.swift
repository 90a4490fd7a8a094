import Wire

/// What is meant for us in particular.
package enum Mention {
  /// Whether an entry calls for our attention: a private message to us, or a text of somebody else with our
  /// name in it as a whole word, whatever the case of its letters. Never an old line. `name` is ours.
  package static func isIn(_ entry: TranscriptEntry, of name: String) -> Bool {
    guard !entry.isOld, !entry.isOwn else { return false }
    switch entry.content {
    case .whisper: return entry.isToUs
    case .message(_, let body): return body.contains { isNamed(name, in: $0) }
    default: return false
    }
  }

  /// Whether `text` has `name` in it as a whole word: nothing that names are made of touches it, but for
  /// `_`, `-` and `.`, which also end sentences and stand around words.
  static func isNamed(_ name: String, in text: String) -> Bool {
    let wanted = Name(stored: Array(name.utf8)).key
    guard !wanted.isEmpty else { return false }
    let tail = name.unicodeScalars.reversed().prefix(while: isJoint).count
    return text.unicodeScalars.split(whereSeparator: { !isPartOfName($0) }).contains { word in
      let front = word.drop(while: isJoint)
      let joints = front.reversed().prefix(while: isJoint).count
      // What stands behind is the name's own as far as the name ends with such.
      guard joints >= tail else { return false }
      let core = front.dropLast(joints - tail)
      return core.count <= maximumScalars
        && Name(stored: Array(String(Substring(core)).utf8)).key == wanted
    }
  }

  /// No longer word is a name, whatever its normal form: a canonical decomposition has at most 4 scalars (UAX
  /// #15, "maximum expansion").
  private static let maximumScalars = Name.maximumCharacters * 4

  private static func isJoint(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "-" || scalar == "."
  }

  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar || isJoint(scalar)
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      true
    default: false
    }
  }
}
