import ChatClient
import TLS
import Wire

/// A conversation with a server that the test speaks for.
struct Talk {
  /// 128 bits in base64url, and others.
  static let token = "AAAAAAAAAAAAAAAAAAAAAA"
  static let otherToken = "AQEBAQEBAQEBAQEBAQEBAQ"

  var conversation: Conversation
  /// The number of the next line that is said: 1, 2 …
  private var nextID = 1

  init(
    _ name: String? = "ana", asksAgain: Bool = true, showsOlder: Bool = false, nextPin: PublicKeyPin? = nil
  ) throws {
    conversation = Conversation(
      name: try name.map { try Name($0) }, asksAgain: asksAgain, showsOlder: showsOlder, nextPin: nextPin)
  }

  /// A conversation in the room, whose entering was number 10 in the journal.
  static func inRoom(_ name: String = "ana", asksAgain: Bool = true) throws -> Talk {
    var talk = try Talk(name, asksAgain: asksAgain)
    talk.connect()
    talk.hear("+1 10", "= room r1", "= session \(token)", "= here \(name)", "= ready")
    _ = talk.said()
    return talk
  }

  mutating func connect(at now: Int64 = 0) { conversation.connected(at: now) }

  mutating func disconnect(_ reason: CutReason = .cut, at now: Int64 = 0) {
    conversation.disconnected(reason, at: now)
  }

  /// The server says these lines; what comes of it.
  @discardableResult
  mutating func hear(_ lines: String..., at now: Int64 = 0) -> [ClientEvent] {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    conversation.received(bytes.span, at: now)
    return conversation.takeEvents()
  }

  mutating func say(_ lines: String...) {
    for line in lines { say(bytes: Array(line.utf8)) }
  }

  mutating func say(bytes: [UInt8]) {
    conversation.say(OutgoingLine(bytes, id: nextID))
    nextID += 1
  }

  /// The lines that the server would have got since the last call.
  mutating func said() -> [String] {
    defer { conversation.output = [] }
    return String(decoding: conversation.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  mutating func events() -> [ClientEvent] { conversation.takeEvents() }
}
