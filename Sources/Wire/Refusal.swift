/// The code of a mistake: what was sent was not accepted, and nothing else happens.
package enum Refusal: String, Error, Sendable, CaseIterable {
  /// Somebody else bears that name.
  case nameTaken = "name-taken"
  /// That is no name (`NameError` says why).
  case nameMalformed = "name-malformed"
  /// That name belongs to another key, or to one where none was shown.
  case nameOwned = "name-owned"
  /// Nobody of that name is here.
  case noSuchPerson = "no-such-person"
  /// No such command, or one with what it does not take.
  case noSuchCommand = "no-such-command"
  /// The session is unknown or has ended, or the line that asks for it is malformed.
  case noSuchSession = "no-such-session"
  /// The text has too many bytes or lines.
  case tooLong = "too-long"
  /// The text has characters that are not allowed, an unknown escape, or nothing at all, or a private message
  /// was about to go public by a slip.
  case notAllowed = "not-allowed"
  /// `#historico` or `#quem` again too soon.
  case tooFast = "too-fast"
  /// The journal could not keep it.
  case notStored = "not-stored"
  /// The journal cannot be read.
  case notRead = "not-read"
  /// A command for those who run the room, or who own the name, from somebody who does not.
  case notPermitted = "not-permitted"
  /// In place of a name: the key or the address is banned. The connection is closed after it.
  case banned
  /// In place of a name: the room has a list of members, and the key is none of theirs. The connection is
  /// closed after it.
  case notMember = "not-a-member"
  /// Who runs the room can neither be kicked nor banned.
  case isAdmin = "is-admin"
  /// This machine's own addresses are not banned.
  case isLoopback = "is-loopback"
  /// Neither the key nor the address of that person is known, so it cannot be kept out.
  case notKnown = "not-known"
  /// There is no such ban to be pardoned.
  case notBanned = "not-banned"
  /// There are as many bans as there can be.
  case tooManyBans = "too-many-bans"
}
