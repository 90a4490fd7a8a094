/// Why something is no name. The server answers each with `Refusal.nameMalformed`.
package enum NameError: Error, Equatable, Sendable, CaseIterable {
  /// Nothing at all.
  case empty
  /// More than `Name.maximumCharacters` characters in NFC.
  case tooLong
  /// Begins with `_`, `-`, `.` or a combining mark.
  case badStart
  /// Holds what is neither letter, digit, `_`, `-` nor `.`, a mark without a letter, or too many marks in a
  /// row.
  case badCharacter
  /// Mixes scripts or decimal digits so that one name could pass for another.
  case mixedScripts
  /// No UTF-8. `LineDecoder` lets none through.
  case invalidUTF8
}
