import Journal

/// What the roster knows of one session.
struct Member {
  /// Missed private messages that are remembered for a session; of more, the oldest are forgotten, and their
  /// senders not told if they never arrive.
  static let missedLimit = 1024

  var identity: Identity
  var presence: Presence
  /// The place in the order of entering.
  var entered: SequenceNumber
  var answers = AnswerWindow()
  var missed: [Missed] = []
  /// Private messages of this session that never arrived, and of which it was not here to be told.
  var undelivered: [SequenceNumber] = []

  var bearsName: Bool {
    if case .gone = presence { return false }
    return true
  }
}
