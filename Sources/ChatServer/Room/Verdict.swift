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
  /// The name belongs to keys of which none was shown.
  case nameOwned
  /// The key that was shown owns as many names as it may, or all keys together do.
  case tooManyNames
  /// The name's owner bears it on as many devices as may be at once.
  case tooManyDevices
  /// Whether the name's owner is here on other devices is not as the entry says, or how they write it: it is
  /// to be asked anew.
  case otherDevices
  /// The name belongs to as many keys as it may.
  case tooManyKeys
  /// It is the only key of the name.
  case lastKey
  /// Who wants to change the keys of a name does not bear it with one of them.
  case notOwner
  /// The addressee bore the name no longer.
  case noSuchPerson
  /// There is no room for another ban.
  case tooManyBans
  /// As many nodes serve the room as may at once.
  case tooManyNodes
  /// There was no such ban.
  case notBanned
  /// The session is over, or a later entry has overtaken this one.
  case overtaken
}
