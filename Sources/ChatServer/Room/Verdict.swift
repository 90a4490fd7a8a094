import Journal

/// What the roster makes of a committed entry. Everything but `counts` is struck from the journal's
/// reading: nobody is ever shown it.
package enum Verdict: Equatable {
  /// It happened, and is shown to whom it concerns.
  case counts
  /// This (session, number) happened before, as that entry.
  case repetition(of: SequenceNumber)
  /// Somebody else bore the name.
  case nameTaken
  /// The addressee bore the name no longer.
  case noSuchPerson
  /// There is no room for another ban.
  case tooManyBans
  /// There was no such ban.
  case notBanned
  /// The session is over, or a later entry has overtaken this one.
  case overtaken
}
