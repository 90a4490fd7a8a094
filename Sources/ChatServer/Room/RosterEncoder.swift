import Journal

/// Makes a snapshot's bytes of a roster, in parts, so that between two of them others have their turn. It
/// holds a copy, which costs nothing until the roster folds on.
///
/// After the version and the number of sessions, these follow in the order of entering (`Roster.init(_:)`
/// reads them): the session; bit 0 whether it can be taken up, bits 1 and 2 whether it is here, away or gone,
/// since version 3 bit 3 whether it bears a name with a key, since version 4 bit 4 whether it is here through
/// a node that is known; since which entry, where it is not here; the node, where it is known, in eight
/// bytes; when it came; the entry of its entering, after that of the session before; its name and the name's
/// key; the key that it has shown, where it bears the name with it; what it missed, each with its sender;
/// what of its own never arrived; its answers.
///
/// Then, since version 2, the number of names that belong to keys, and of each, in any order: the name's key
/// and the name; when it was last borne; how many keys, and the keys; since which entry it belongs to them;
/// how many private messages wait, and of each the entry, the sender and how many bytes of text. Version 2
/// had neither of the last two; between the time and the keys it had which of them the one who bears the name
/// has shown, counted from 1, 0 where nobody bears it. Then the number of bans, and of each who and until
/// when.
///
/// Then, since version 4, the number of nodes that are alive, and of each, rising: its number in eight bytes;
/// the entry by which it last told of itself, and that one's time; its address; how many keys, and the keys;
/// its lease.
///
/// Numbers are `Varint`s; entries of which each is later than the one before, and the numbers of the lines
/// that were answered, stand as the distance from that one.
struct RosterEncoder {
  /// The first byte. A change of anything that follows is another version.
  static let version: UInt8 = 4
  /// The first byte of what can still be read. It has neither names that belong to keys nor bans.
  static let oldestVersion: UInt8 = 1
  /// Bytes of a part at the most.
  static let partBytes = 64 << 10
  /// Answers that are encoded at once.
  private static let answerRun = 1024
  /// Bans that are encoded at once.
  private static let banRun = 512

  private let sessions: [(session: SessionID, member: Member)]
  private let owned: [(key: [UInt8], name: OwnedName)]
  private var bytes: [UInt8] = [Self.version]
  private var next = 0
  /// How many of `owned` are encoded, after all sessions; -1 where not even their number is.
  private var ownedNext = -1
  /// How many answers of the session before `next` are encoded.
  private var answered = 0
  private var lastEntered = SequenceNumber.zero
  private var lastNumber: UInt64 = 0
  private var lastAnswer = SequenceNumber.zero
  private let bans: [(subject: [UInt8], end: Int64)]
  /// How many bans are encoded; nil before the sessions are.
  private var banned: Int?
  private let nodes: [(id: UInt64, state: NodeState)]
  /// Whether the nodes are encoded, last of all.
  private var hasNodes = false

  init(_ roster: Roster) {
    sessions = roster.sessions()
    owned = roster.owned.names.map { ($0.key, $0.value) }
    bans = roster.bans.ends.map { ($0.key, $0.value) }
    nodes = roster.nodes.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
    Varint.append(UInt64(sessions.count), to: &bytes)
  }

  /// Whether every part was given.
  var isFinished: Bool { bytes.isEmpty && !hasMore }

  /// The next part, of `partBytes` unless it is the last.
  mutating func nextPart() -> [UInt8] {
    while bytes.count < Self.partBytes, hasMore { encodeSome() }
    let part = Array(bytes.prefix(Self.partBytes))
    bytes.removeFirst(part.count)
    return part
  }

  private var unanswered: Int { next == 0 ? 0 : sessions[next - 1].member.answers.count - answered }

  private var hasMore: Bool {
    unanswered > 0 || next < sessions.count || ownedNext < owned.count || hasMoreBans || !hasNodes
  }

  private var hasMoreBans: Bool { banned.map { $0 < bans.count } ?? true }

  private mutating func encodeSome() {
    if unanswered > 0 {
      encodeAnswers(of: sessions[next - 1].member.answers)
    } else if next < sessions.count {
      encode(sessions[next].session, sessions[next].member)
      next += 1
      answered = 0
      lastNumber = 0
      lastAnswer = .zero
    } else if ownedNext < owned.count {
      encodeOwned()
    } else if hasMoreBans {
      encodeBans()
    } else {
      encodeNodes()
    }
  }

  private mutating func encodeOwned() {
    if ownedNext < 0 {
      Varint.append(UInt64(owned.count), to: &bytes)
    } else {
      encode(owned[ownedNext].key, owned[ownedNext].name)
    }
    ownedNext += 1
  }

  private mutating func encode(_ key: [UInt8], _ owned: OwnedName) {
    append(key)
    append(owned.name)
    Varint.append(signed: owned.lastBorne, to: &bytes)
    Varint.append(UInt64(owned.keys.count), to: &bytes)
    for key in owned.keys { bytes.append(contentsOf: key.bytes) }
    Varint.append(owned.since.value, to: &bytes)
    Varint.append(UInt64(owned.waiting.count), to: &bytes)
    var last = SequenceNumber.zero
    for message in owned.waiting {
      append(message.sequence, after: last)
      append(message.sender)
      Varint.append(UInt64(message.bytes), to: &bytes)
      last = message.sequence
    }
  }

  private mutating func encodeBans() {
    if banned == nil { Varint.append(UInt64(bans.count), to: &bytes) }
    let start = banned ?? 0
    let end = min(bans.count, start + Self.banRun)
    for ban in bans[start..<end] {
      append(ban.subject)
      Varint.append(signed: ban.end, to: &bytes)
    }
    banned = end
  }

  private mutating func encodeNodes() {
    Varint.append(UInt64(nodes.count), to: &bytes)
    for (id, state) in nodes {
      append(half: id)
      Varint.append(state.renewed.value, to: &bytes)
      Varint.append(signed: state.renewedAt, to: &bytes)
      append(state.node.address)
      Varint.append(UInt64(state.node.pins.count), to: &bytes)
      for pin in state.node.pins { bytes.append(contentsOf: pin.bytes) }
      Varint.append(signed: state.node.lease, to: &bytes)
    }
    hasNodes = true
  }

  private mutating func encode(_ session: SessionID, _ member: Member) {
    append(session)
    let flags: UInt8 =
      (member.isResumable ? 1 : 0) | (member.shown == nil ? 0 : 1 << 3) | (member.node == 0 ? 0 : 1 << 4)
    switch member.presence {
    case .here: bytes.append(flags)
    case .away(let since):
      bytes.append(flags | 1 << 1)
      Varint.append(since.value, to: &bytes)
    case .gone(let since):
      bytes.append(flags | 2 << 1)
      Varint.append(since.value, to: &bytes)
    }
    if member.node != 0 { append(half: member.node) }
    Varint.append(signed: member.hereSince, to: &bytes)
    append(member.entered, after: lastEntered)
    lastEntered = member.entered
    append(member.name)
    append(member.key)
    if let shown = member.shown { bytes.append(contentsOf: shown.bytes) }
    Varint.append(UInt64(member.missed.count), to: &bytes)
    var last = SequenceNumber.zero
    for missed in member.missed {
      append(missed.sequence, after: last)
      append(missed.sender)
      last = missed.sequence
    }
    Varint.append(UInt64(member.undelivered.count), to: &bytes)
    // They rise for each addressee, but not from one to the next.
    for sequence in member.undelivered { Varint.append(sequence.value, to: &bytes) }
    Varint.append(member.answers.highestForgotten, to: &bytes)
    Varint.append(UInt64(member.answers.count), to: &bytes)
  }

  private mutating func encodeAnswers(of answers: AnswerWindow) {
    let end = min(answers.count, answered + Self.answerRun)
    for index in answered..<end {
      let number = answers.number(at: index)
      let sequence = answers[number] ?? lastAnswer
      Varint.append(signed: Int64(bitPattern: number &- lastNumber), to: &bytes)
      append(sequence, after: lastAnswer)
      lastNumber = number
      lastAnswer = sequence
    }
    answered = end
  }

  private mutating func append(_ sequence: SequenceNumber, after earlier: SequenceNumber) {
    Varint.append(sequence.value &- earlier.value, to: &bytes)
  }

  private mutating func append(_ text: [UInt8]) {
    Varint.append(UInt64(text.count), to: &bytes)
    bytes.append(contentsOf: text)
  }

  private mutating func append(_ session: SessionID) {
    append(half: session.high)
    append(half: session.low)
  }

  private mutating func append(half: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: half >> shift))
    }
  }
}
