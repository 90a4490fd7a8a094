import Journal

extension SessionID {
  static let ana = SessionID(high: 1, low: 1)
  static let beto = SessionID(high: 2, low: 2)
  static let caio = SessionID(high: 3, low: 3)
}

extension PersonKey {
  /// A key of which every byte is this one.
  static func sample(_ byte: UInt8) -> PersonKey {
    PersonKey([UInt8](repeating: byte, count: byteCount))!
  }
}

extension Node {
  /// A node with two keys.
  static let sample = Node(
    address: Array("[2001:db8::1]:4040".utf8), pins: [.sample(1), .sample(2)], lease: 15_000)
}

extension Event {
  /// A public message; from Ana it costs 67 bytes and those of the text.
  static func said(_ text: String) -> Event { .said(name: Array("Ana".utf8), text: Array(text.utf8)) }

  /// A private message of Ana's, who may be an owner's, to a session or an owner.
  static func whispered(_ text: String, to recipient: SessionID, by owner: SessionID? = nil) -> Event {
    .whispered(
      Whisper(
        from: Array("Ana".utf8), to: Array("Beto".utf8), recipient: recipient, text: Array(text.utf8),
        owner: owner))
  }

  /// Ana throws Beto out.
  static func kicked(from session: SessionID, for minutes: UInt32, _ subject: String) -> Event {
    .kicked(
      Kick(
        name: Array("Beto".utf8), session: session, by: Array("Ana".utf8), minutes: minutes,
        subject: Array(subject.utf8)))
  }
}

extension JournalAnswer {
  /// The entry, where one was committed.
  var entry: Entry? {
    guard case .committed(let entry, _) = self else { return nil }
    return entry
  }

  /// The id of one's own draft that is answered, nil for an entry of somebody else's.
  var draft: UInt64? {
    switch self {
    case .committed(_, let draft): draft
    case .failed(let draft), .repeated(let draft, _): draft
    case .stopped: nil
    }
  }
}

extension [Entry] {
  /// What was said, publicly or privately, in this order.
  var texts: [String] {
    compactMap {
      switch $0.event {
      case .said(_, let text): String(decoding: text, as: UTF8.self)
      case .whispered(let whisper): String(decoding: whisper.text, as: UTF8.self)
      default: nil
      }
    }
  }

  var sequences: [UInt64] { map(\.sequence.value) }
}
