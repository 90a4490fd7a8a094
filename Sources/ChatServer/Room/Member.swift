import Journal

/// What the roster knows of one session.
struct Member {
  enum Presence: Equatable {
    /// In the room, and reachable.
    case here
    /// Without a connection, the name still its own, since the entry of that number.
    case away(since: SequenceNumber)
    /// Told to have left; the session may still be taken up, the name is free.
    case gone(since: SequenceNumber)
  }

  /// A private message that was committed while the session could not be reached.
  struct Missed {
    let sequence: SequenceNumber
    let sender: SessionID
  }

  /// Missed private messages that are remembered for a session; of more, the oldest are forgotten, and their
  /// senders not told if they never arrive.
  static let missedLimit = 1024

  var identity: Identity
  var presence: Presence
  /// The place in the order of entering.
  var entered: SequenceNumber
  var answers = AnswerWindow()
  var missed: [Missed] = []

  var bearsName: Bool {
    if case .gone = presence { return false }
    return true
  }
}
