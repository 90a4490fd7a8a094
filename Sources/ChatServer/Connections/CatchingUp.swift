import Journal

/// How far a returning session has been shown what it missed. A class, since few connections have one and an
/// idle one should cost no more than a reference.
final class CatchingUp {
  /// The session, and whose device it is, once the journal thread has told.
  var viewer: Viewer
  /// The entry up to which it was shown everything.
  var after: SequenceNumber
  /// The entry up to which it is to be shown everything, and which the connection's cursor follows.
  var through: SequenceNumber
  /// Whether a part was asked for and has not come.
  var isAsked = false
  /// The part that is being sent.
  var part: MissedPart?

  /// The session saw `after` last.
  init(_ session: SessionID, after: SequenceNumber) {
    viewer = Viewer(session)
    self.after = after
    through = after
  }
}
