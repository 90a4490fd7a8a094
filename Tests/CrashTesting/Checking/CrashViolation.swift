/// What must never be, and was.
package struct CrashViolation: Error, Equatable, CustomStringConvertible {
  /// What was broken.
  package enum Kind: String, Sendable {
    /// Somebody never got what the journal has.
    case lost
    /// The same line has come twice, or has two numbers.
    case doubled
    /// Numbers do not rise, or two people see the same number as different things.
    case outOfOrder = "out of order"
    /// Somebody got what was not for them.
    case leaked
    /// What came is nothing that was written, or not as it was written.
    case foreign
    /// Somebody was said to have left who had not.
    case departed
    /// A line was acknowledged with two numbers.
    case acknowledgedTwice = "acknowledged twice"
    /// A line was refused that had to be taken, or refused and shown.
    case refused
    /// A line never met its fate, although its writer never left.
    case unanswered
    /// The client showed other lines than it was told.
    case misshown
    /// Entries are missing from the journal.
    case gap
    /// A client or the server ended by itself.
    case ended
    /// What was waited for did not happen.
    case late
  }

  /// What was broken.
  package let kind: Kind
  /// Whose view of the room was broken: a client's name.
  package let person: String
  /// The rest: texts, numbers.
  package let words: String

  /// One line.
  package var description: String { "\(kind.rawValue): \(person): \(words)" }
}
