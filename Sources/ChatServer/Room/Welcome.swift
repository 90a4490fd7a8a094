import Journal
import TLS
import Wire

/// What somebody is told on entering, on asking who is here, and on asking for help.
struct Welcome {
  /// Names in the plain welcome (protocol.md).
  static let namesInPlainWelcome = 50
  /// Bytes of a notice of names.
  static let lineBytes = 4096

  let phrases: Phrases
  let room: RoomID
  /// The pin of the key that is to follow the server's present one, where there is one.
  var nextPin: PublicKeyPin?
  /// The nodes of the room; nil where it has this server alone.
  var nodes: NodeList?

  func appendPlain(_ name: [UInt8], _ roster: Roster, to bytes: inout [UInt8]) {
    let names = roster.names(first: Self.namesInPlainWelcome)
    phrases.appendWelcome(name, count: roster.count, names: names, to: &bytes)
  }

  /// What follows `+1 SEQ`, with the private messages that waited, where there are any.
  func appendNumbered(
    token: [UInt8], _ roster: Roster, waiting: WaitingLines? = nil, for connection: ConnectionID,
    to bytes: inout [UInt8]
  ) {
    NumberedRenderer.appendSetting("room", room.description, to: &bytes)
    appendNextKey(to: &bytes)
    appendNodes(for: connection, to: &bytes)
    // Before the token: whoever is cut in the midst of it enters anew, and is told all of it again.
    if let waiting, waiting.count > 0 {
      NumberedRenderer.appendSetting("kept", "\(waiting.count)", to: &bytes)
      bytes.append(contentsOf: waiting.bytes)
    }
    NumberedRenderer.appendSetting("session", SessionToken.text(token), to: &bytes)
    NumberedRenderer.appendHere(roster.names(), to: &bytes)
    for (name, keys) in roster.ownedNames() {
      NumberedRenderer.appendKeys(of: name, keys.lazy.map(\.pin), to: &bytes)
    }
    NumberedRenderer.appendSetting("ready", to: &bytes)
  }

  /// What follows `+N -` where a session was taken up, before what it missed.
  func appendResumed(
    undelivered: [SequenceNumber], for connection: ConnectionID, to bytes: inout [UInt8]
  ) {
    NumberedRenderer.appendSetting("room", room.description, to: &bytes)
    appendNextKey(to: &bytes)
    appendNodes(for: connection, to: &bytes)
    NumberedRenderer.appendSetting("ready", to: &bytes)
    appendUndelivered(undelivered, to: &bytes)
  }

  /// The next key's pin, nothing where there is none.
  func appendNextKey(to bytes: inout [UInt8]) {
    if let nextPin { NumberedRenderer.appendSetting("next", nextPin.description, to: &bytes) }
  }

  /// The nodes to whom the connection is lost may go; nothing where there is this server alone.
  func appendNodes(for connection: ConnectionID, to bytes: inout [UInt8]) {
    nodes?.append(for: connection, to: &bytes)
  }

  /// Which of one's private messages never arrived.
  func appendUndelivered(_ sequences: [SequenceNumber], to bytes: inout [UInt8]) {
    for sequence in sequences {
      NumberedRenderer.appendSetting("undelivered", "\(sequence.value)", to: &bytes)
    }
  }

  func appendWho(_ roster: Roster, in dialect: Dialect, to bytes: inout [UInt8]) {
    switch dialect {
    case .numbered: NumberedRenderer.appendHere(roster.names(), to: &bytes)
    case .plain: appendPlainNames(roster, to: &bytes)
    }
  }

  func appendHelp(in dialect: Dialect, isOwner: Bool, isAdmin: Bool, to bytes: inout [UInt8]) {
    for line in phrases.help + (isOwner ? phrases.ownerHelp : []) + (isAdmin ? phrases.adminHelp : []) {
      switch dialect {
      case .plain: PlainRenderer.appendNotice(line, to: &bytes)
      case .numbered: NumberedRenderer.appendSetting("help", line, to: &bytes)
      }
    }
  }

  /// All names, in notices of at most `lineBytes`.
  private func appendPlainNames(_ roster: Roster, to bytes: inout [UInt8]) {
    var words = Array(phrases.present(count: roster.count).utf8)
    var separator = " "
    for name in roster.names() {
      if words.count + separator.utf8.count + name.count > Self.lineBytes - 4 {
        words.append(contentsOf: ",".utf8)
        PlainRenderer.appendNotice(words, to: &bytes)
        words = []
        separator = ""
      }
      words.append(contentsOf: separator.utf8)
      words.append(contentsOf: name)
      separator = ", "
    }
    PlainRenderer.appendNotice(words, to: &bytes)
  }
}
