import Journal

/// What the roster knows of one session.
struct Member: Sendable, Equatable {
  /// Missed private messages that are remembered for a session; of more, the oldest are forgotten, and their
  /// senders not told if they never arrive.
  static let missedLimit = 1024

  private(set) var name: [UInt8]
  private(set) var key: [UInt8]
  private(set) var isResumable: Bool
  /// The key with which it bears a name that belongs to keys; nil for a guest, and where it bears none.
  var shown: PersonKey?
  var presence: Presence
  /// Through which node it is here (`Entry.writer` of its coming); 0 where it is not here, or where that is
  /// not known.
  var node: UInt64 = 0
  /// The place in the order of entering.
  var entered: SequenceNumber
  /// When it last entered or came back, in milliseconds since 1970 by that entry.
  var hereSince: Int64
  var answers = AnswerWindow()
  var missed: [Missed] = []
  /// Private messages of this session that never arrived, and of which it was not here to be told.
  var undelivered: [SequenceNumber] = []

  /// Without keys: these are the name's, in `OwnedNames`, so that a guest costs next to nothing for them.
  var identity: Identity {
    get { Identity(name: name, key: key, isResumable: isResumable) }
    set { (name, key, isResumable) = (newValue.name, newValue.key, newValue.isResumable) }
  }

  init(identity: Identity, presence: Presence, entered: SequenceNumber, hereSince: Int64) {
    name = identity.name
    key = identity.key
    isResumable = identity.isResumable
    self.presence = presence
    self.entered = entered
    self.hereSince = hereSince
  }

  var bearsName: Bool {
    if case .gone = presence { return false }
    return true
  }
}
