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

extension Identity {
  /// Ana, who has shown one of two keys.
  static let sample = Identity(
    name: Array("Ana".utf8), key: Array("ana".utf8), isResumable: true, keys: [.sample(1), .sample(2)])
}

extension Event {
  /// One at least of each kind, with their fields at their ends.
  static let samples: [Event] = {
    let (name, nameKey, keys) = (Identity.sample.name, Identity.sample.key, Identity.sample.keys)
    func change(_ kind: KeyChange.Kind, _ key: PersonKey?, _ others: [PersonKey] = []) -> Event {
      .keys(KeyChange(kind: kind, name: name, nameKey: nameKey, key: key, others: others))
    }
    return [
      .joined(.sample), .joined(Identity(name: name, key: nameKey, isResumable: false)),
      .said("olá\u{1F469}"), .said(""), .whispered("psiu", to: .beto), .away(.lost), .returned,
      .left(name: name, cause: .quit, awaySince: nil),
      .left(name: name, cause: .kicked, awaySince: SequenceNumber(.max)),
      .ended(goneSince: SequenceNumber(7)),
      .joined(Identity(name: name, key: nameKey, isResumable: true, isFurther: true)),
      .whispered("psiu", to: .owner(since: SequenceNumber(2)), by: .owner(since: SequenceNumber(.max))),
      .forgotten(owner: .owner(since: SequenceNumber(2)), through: SequenceNumber(.max)),
      .left(name: name, cause: .lost, awaySince: nil, isLast: false),
      change(.added, .sample(9), keys), change(.removed, .sample(9)), change(.given, .sample(7)),
      change(.freed, nil), .kicked(from: .beto, for: .max, "192.0.2.7"), .banned(subject: name, by: nameKey),
      .pardoned(subject: name, by: nameKey), .nodeServes(.sample),
      .nodeServes(Node(address: [], pins: [.sample(3)], lease: .min)), .nodeEnded(node: .max, since: nil),
      .nodeEnded(node: 1, since: SequenceNumber(.max)),
    ]
  }()

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
