/// The name of a person, as the protocol allows it: 1 to 32 characters, letters, digits, `_`, `-` and `.`,
/// beginning with a letter or digit.
///
/// A character is a Unicode scalar after NFC (not a grapheme cluster: those change with every version of
/// Unicode, and one of them can be as long as it likes). A letter has general category L, a digit Nd. The
/// marks Mn and Mc may follow a letter, since many scripts cannot write a word without them; at most four Mn
/// in a row (UTS #39, section 5.4). What leaves no trace on a screen (Default_Ignorable_Code_Point) is no
/// character of a name.
///
/// Scripts mix only as "highly restrictive" of UTS #39, section 5.2, allows, and decimal digits come from one
/// system (section 5.3). Script_Extensions are not in libunistring: what several scripts share goes with all
/// of them.
package struct Name: Sendable, Hashable, CustomStringConvertible {
  /// The most characters that a name has.
  package static let maximumCharacters = 32

  /// The name in NFC, as everybody sees it. Never holds `:`, `[`, `*`, `!`, `@`, `#`, `>`, `\` or a blank, so
  /// no line that begins with it passes for another kind of line.
  package let bytes: [UInt8]

  /// What makes two names the same: the case fold of the name. It is in NFKC, so that a name in full-width or
  /// mathematical letters is the same as the plain one that it looks like, and no second person can bear it.
  package let key: [UInt8]

  /// Takes a name from UTF-8, in any normal form. Throws what is wrong with it.
  package init(_ bytes: ArraySlice<UInt8>) throws(NameError) {
    try self.init(bytes.span)
  }

  /// Takes a name from UTF-8, in any normal form. Throws what is wrong with it.
  package init(_ bytes: [UInt8]) throws(NameError) {
    try self.init(bytes.span)
  }

  /// Takes a name from a string, in any normal form. Throws what is wrong with it.
  package init(_ string: String) throws(NameError) {
    try self.init(Array(string.utf8).span)
  }

  /// Takes a name from UTF-8, in any normal form. Throws what is wrong with it.
  package init(_ raw: Span<UInt8>) throws(NameError) {
    guard !raw.isEmpty else { throw .empty }
    if Self.isPlainASCII(raw) {
      try Self.checkShape(raw)
      bytes = Self.copied(raw)
      key = Self.lowercased(bytes)
      return
    }
    guard raw.count <= Self.maximumRawBytes else { throw .tooLong }
    guard Self.isUTF8(raw) else { throw .invalidUTF8 }
    guard let composed = Unistring.composed(raw) else { throw .tooLong }
    try Self.checkShape(composed.span)
    guard let folded = Unistring.folded(composed.span) else { throw .tooLong }
    // On the fold, since a mathematical letter is Common itself and Latin only there.
    try Self.checkMixture(folded.span)
    bytes = composed
    key = folded
  }

  /// Takes a name out of the journal as it was accepted once, without judging it anew: a later version of
  /// Unicode or of these rules must not make old entries unreadable.
  package init(stored bytes: [UInt8]) {
    self.bytes = bytes
    let isASCII = Self.isPlainASCII(bytes.span)
    let folded = isASCII || !Self.isUTF8(bytes.span) ? nil : Unistring.folded(bytes.span)
    key = folded ?? Self.lowercased(bytes)
  }

  /// The name in NFC.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether two names are the same, which their keys say.
  package static func == (one: Name, other: Name) -> Bool { one.key == other.key }

  /// Feeds what `==` compares.
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension Name {
  /// No longer line can become 32 characters: a canonical decomposition has at most 4 scalars of at most 4
  /// bytes (UAX #15, "maximum expansion"), and NFC never joins more than one decomposition into one scalar.
  private static let maximumRawBytes = maximumCharacters * 4 * 4

  /// The most nonspacing marks in a row (UTS #39, section 5.4).
  private static let maximumMarks = 4

  private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    (try? UTF8Span(validating: bytes)) != nil
  }

  private static func isPlainASCII(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] >= 0x80 { return false }
    return true
  }

  private static func copied(_ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.append(span: bytes)
    return copy
  }

  /// Shares the storage of what is lower case already.
  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.allSatisfy { $0 == $0.lowercasedASCII } ? bytes : bytes.map(\.lowercasedASCII)
  }

  /// Checks which characters stand where, and how many, in a name in NFC.
  private static func checkShape(_ bytes: Span<UInt8>) throws(NameError) {
    var count = 0
    var marksInARow = 0
    var previous = Unistring.Kind.other
    guard let text = try? UTF8Span(validating: bytes) else { throw .invalidUTF8 }
    var scalars = text.makeUnicodeScalarIterator()
    while let scalar = scalars.next() {
      count += 1
      guard count <= maximumCharacters else { throw .tooLong }
      var kind = kind(of: scalar)
      switch kind {
      case .letter, .digit:
        marksInARow = 0
      case .spacingMark, .nonspacingMark:
        guard count > 1 else { throw .badStart }
        guard previous == .letter else { throw .badCharacter }
        marksInARow = kind == .nonspacingMark ? marksInARow + 1 : 0
        guard marksInARow <= maximumMarks else { throw .badCharacter }
        kind = .letter  // what follows a mark follows the letter that it belongs to
      case .other:
        guard scalar == "_" || scalar == "-" || scalar == "." else { throw .badCharacter }
        guard count > 1 else { throw .badStart }
      }
      previous = kind
    }
  }

  private static func kind(of scalar: Unicode.Scalar) -> Unistring.Kind {
    switch scalar {
    case "a"..."z", "A"..."Z": .letter
    case "0"..."9": .digit
    case _ where scalar.isASCII: .other
    default: Unistring.kind(of: scalar)
    }
  }

  /// Checks that scripts and decimal systems mix only as UTS #39 allows.
  private static func checkMixture(_ bytes: Span<UInt8>) throws(NameError) {
    var scripts = ScriptMixture()
    var zero: UInt32?
    guard let text = try? UTF8Span(validating: bytes) else { throw .invalidUTF8 }
    var scalars = text.makeUnicodeScalarIterator()
    while let scalar = scalars.next() {
      scripts.insert(Unistring.script(of: scalar))
      guard let own = Unistring.zero(of: scalar) else { continue }
      guard zero == nil || zero == own else { throw .mixedScripts }
      zero = own
    }
    guard scripts.isHighlyRestrictive else { throw .mixedScripts }
  }
}
