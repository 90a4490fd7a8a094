import Journal

/// A roster that outlives the server, in a journal's snapshot. `RosterEncoder` writes what is read here.
extension Roster {
  /// The roster that the snapshot was made of. Throws `newer` for a version that this program does not know,
  /// `corrupt` where no roster can have been so.
  package init(_ snapshot: Snapshot) throws(JournalError) {
    var reader = SnapshotReader(snapshot)
    let version = try reader.byte()
    guard RosterEncoder.oldestVersion...RosterEncoder.version ~= version else {
      throw JournalError(
        .newer,
        "the snapshot of who is here is of version \(version), and this papod knows \(RosterEncoder.version)")
    }
    var sessions: [(session: SessionID, member: Member)] = []
    var known: Set<SessionID> = []
    // By the name's key, the places of those who bear it.
    var bearers: [[UInt8]: [Int]] = [:]
    // A count, but no reason to believe it: each session takes bytes, and these end.
    for _ in 0..<(try reader.count(upTo: .max)) {
      let session = try reader.session()
      let earlier = sessions.last?.member.entered ?? .zero
      let member = try Self.member(&reader, version, enteredAfter: earlier)
      guard known.insert(session).inserted else { throw SnapshotReader.corrupt("a session is there twice") }
      if member.bearsName { bearers[member.key, default: []].append(sessions.count) }
      sessions.append((session, member))
    }
    var owned = OwnedNames()
    // The first version knew of neither.
    if version > RosterEncoder.oldestVersion {
      for index in 0..<(try reader.count(upTo: OwnedNames.limit)) {
        let (key, name, shown) =
          version == 2 ? try Self.secondVersion(&reader, index) : try Self.name(&reader)
        try Self.insert(name, as: key, shown: shown, into: &owned, bearers[key] ?? [], &sessions)
      }
    }
    let bans = version > RosterEncoder.oldestVersion ? try Self.bans(&reader) : BanList()
    let nodes = version > 3 ? try Self.nodes(&reader) : [:]
    guard reader.isAtEnd else { throw SnapshotReader.corrupt("it goes on after its end") }
    for (key, places) in bearers {
      guard places.count == 1 || owned.names[key] != nil && places.count <= OwnedName.maximumDevices else {
        throw SnapshotReader.corrupt("a name is there twice")
      }
      guard owned.names[key] != nil || places.allSatisfy({ sessions[$0].member.shown == nil }) else {
        throw SnapshotReader.corrupt("somebody has shown a key of nobody's name")
      }
    }
    self.init(sessions, owned, bans: bans, nodes: nodes)
  }

  /// Everybody that is known, in the order of entering.
  func sessions() -> [(session: SessionID, member: Member)] {
    members.map { ($0.key, $0.value) }.sorted { $0.member.entered < $1.member.entered }
  }

  private static func member(
    _ reader: inout SnapshotReader, _ version: UInt8, enteredAfter earlier: SequenceNumber
  ) throws(JournalError) -> Member {
    var flags = try reader.byte()
    // Bit 3, whether the name is borne with a key.
    let isOwner = version > 2 && flags & 1 << 3 != 0
    if isOwner { flags &= ~(1 << 3) }
    // Bit 4, whether it is here through a node that is known.
    let hasNode = version > 3 && flags & 1 << 4 != 0
    if hasNode { flags &= ~(1 << 4) }
    let presence: Member.Presence =
      switch flags >> 1 {
      case 0: .here
      case 1: .away(since: try reader.sequence())
      case 2: .gone(since: try reader.sequence())
      default: throw SnapshotReader.corrupt("somebody is neither here nor away nor gone")
      }
    guard !hasNode || presence == .here else { throw SnapshotReader.corrupt("who is not here has a node") }
    let node = hasNode ? try reader.node() : 0
    let hereSince = try reader.signedNumber()
    let entered = try reader.sequence(after: earlier)
    let identity = Identity(name: try reader.text(), key: try reader.text(), isResumable: flags & 1 == 1)
    var member = Member(identity: identity, presence: presence, entered: entered, hereSince: hereSince)
    member.node = node
    if isOwner { member.shown = try reader.personKey() }
    guard !isOwner || member.bearsName else { throw SnapshotReader.corrupt("who is gone bears a name") }
    for _ in 0..<(try reader.count(upTo: Member.missedLimit)) {
      let sequence = try reader.sequence(after: member.missed.last?.sequence ?? .zero)
      member.missed.append(Member.Missed(sequence: sequence, sender: try reader.session()))
    }
    for _ in 0..<(try reader.count(upTo: Member.missedLimit)) {
      member.undelivered.append(try reader.sequence())
    }
    member.answers = try answers(&reader)
    return member
  }

  private static func name(
    _ reader: inout SnapshotReader
  ) throws(JournalError) -> (key: [UInt8], name: OwnedName, shown: Int) {
    let key = try reader.text()
    let text = try reader.text()
    let lastBorne = try reader.signedNumber()
    let keys = try keys(&reader)
    var name = OwnedName(name: text, keys: keys, since: try reader.sequence(), lastBorne: lastBorne)
    var last = SequenceNumber.zero
    for _ in 0..<(try reader.count(upTo: OwnedName.waitingLimit)) {
      last = try reader.sequence(after: last)
      let message = OwnedName.Waiting(
        sequence: last, sender: try reader.session(),
        bytes: UInt32(try reader.count(upTo: OwnedName.waitingBytes)))
      guard name.keep(message).isEmpty else { throw SnapshotReader.corrupt("there is too much of something") }
    }
    return (key, name, 0)
  }

  /// Of a version that knew nothing of owners: each is told apart by another number of an entry; owners to
  /// come begin with entries after the snapshot.
  private static func secondVersion(
    _ reader: inout SnapshotReader, _ index: Int
  ) throws(JournalError) -> (key: [UInt8], name: OwnedName, shown: Int) {
    let key = try reader.text()
    let text = try reader.text()
    let lastBorne = try reader.signedNumber()
    let shown = try reader.count(upTo: OwnedName.maximumKeys)
    let keys = try keys(&reader)
    guard shown <= keys.count else { throw SnapshotReader.corrupt("a name belongs to no key") }
    let since = try reader.checked(SequenceNumber(UInt64(index) + 1))
    return (key, OwnedName(name: text, keys: keys, since: since, lastBorne: lastBorne), shown)
  }

  private static func keys(_ reader: inout SnapshotReader) throws(JournalError) -> [PersonKey] {
    let count = try reader.count(upTo: OwnedName.maximumKeys)
    guard count > 0 else { throw SnapshotReader.corrupt("a name belongs to no key") }
    var keys: [PersonKey] = []
    for _ in 0..<count { keys.append(try reader.personKey()) }
    return keys
  }

  /// - Parameter shown: which of its keys who bears it has shown, counted from 1; 0 where that is known
  ///   already, or nobody bears it.
  private static func insert(
    _ name: OwnedName, as key: [UInt8], shown: Int, into owned: inout OwnedNames, _ bearers: [Int],
    _ sessions: inout [(session: SessionID, member: Member)]
  ) throws(JournalError) {
    var name = name
    name.isBorne = !bearers.isEmpty
    guard shown == 0 || name.isBorne, owned.insert(name, as: key) else {
      throw SnapshotReader.corrupt("a name belongs to keys that cannot own it")
    }
    if shown > 0, let first = bearers.first { sessions[first].member.shown = name.keys[shown - 1] }
  }

  private static func bans(_ reader: inout SnapshotReader) throws(JournalError) -> BanList {
    var bans = BanList()
    for _ in 0..<(try reader.count(upTo: BanList.limit)) {
      guard bans.restore(try reader.text(), until: try reader.signedNumber()) else {
        throw SnapshotReader.corrupt("a ban is there twice")
      }
    }
    return bans
  }

  /// Rising, so that none is there twice.
  private static func nodes(_ reader: inout SnapshotReader) throws(JournalError) -> [UInt64: NodeState] {
    var nodes: [UInt64: NodeState] = [:]
    var last: UInt64 = 0
    for _ in 0..<(try reader.count(upTo: Roster.nodeLimit)) {
      let id = try reader.node()
      guard id > last else { throw SnapshotReader.corrupt("nodes are out of order") }
      last = id
      let (renewed, renewedAt) = (try reader.sequence(), try reader.signedNumber())
      let address = try reader.text()
      var pins: [PersonKey] = []
      for _ in 0..<(try reader.count(upTo: Node.maximumPins)) { pins.append(try reader.personKey()) }
      let node = Node(address: address, pins: pins, lease: try reader.signedNumber())
      guard node.isWithinLimits else { throw SnapshotReader.corrupt("a node beyond its limits") }
      nodes[id] = NodeState(node: node, renewed: renewed, renewedAt: renewedAt)
    }
    return nodes
  }

  private static func answers(_ reader: inout SnapshotReader) throws(JournalError) -> AnswerWindow {
    var answers = AnswerWindow(highestForgotten: try reader.number())
    var number: UInt64 = 0
    var sequence = SequenceNumber.zero
    for _ in 0..<(try reader.count(upTo: AnswerWindow.limit)) {
      number &+= UInt64(bitPattern: try reader.signedNumber())
      sequence = try reader.sequence(after: sequence)
      guard number != 0, answers[number] == nil else {
        throw SnapshotReader.corrupt("an answer is there twice")
      }
      answers.record(number, as: sequence)
    }
    return answers
  }
}

extension Roster: Equatable {
  /// Whether both know the same and will make the same of every entry.
  package static func == (left: Roster, right: Roster) -> Bool {
    left.members == right.members && left.owned == right.owned && left.bans == right.bans
      && left.nodes == right.nodes
  }
}
