import Journal

/// What the roster knows of one session.
struct Member: Sendable, Equatable {
  /// Missed private messages that are remembered for a session; of more, the oldest are forgotten, and their
  /// senders not told if they never arrive.
  static let missedLimit = 1024

  var identity: Identity
  var presence: Presence
  /// The place in the order of entering.
  var entered: SequenceNumber
  /// When it last entered or came back, in milliseconds since 1970 by that entry.
  var hereSince: Int64
  var answers = AnswerWindow()
  var missed: [Missed] = []
  /// Private messages of this session that never arrived, and of which it was not here to be told.
  var undelivered: [SequenceNumber] = []

  var bearsName: Bool {
    if case .gone = presence { return false }
    return true
  }
}
