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
    var keys: Set<[UInt8]> = []
    // A count, but no reason to believe it: each session takes bytes, and these end.
    for _ in 0..<(try reader.count(upTo: .max)) {
      let session = try reader.session()
      let member = try Self.member(&reader, enteredAfter: sessions.last?.member.entered ?? .zero)
      guard known.insert(session).inserted else { throw SnapshotReader.corrupt("a session is there twice") }
      guard !member.bearsName || keys.insert(member.key).inserted else {
        throw SnapshotReader.corrupt("a name is there twice")
      }
      sessions.append((session, member))
    }
    // The first version knew of neither.
    let isFirst = version == RosterEncoder.oldestVersion
    let owned = isFirst ? OwnedNames() : try Self.owned(&reader, borne: keys)
    let bans = isFirst ? BanList() : try Self.bans(&reader)
    guard reader.isAtEnd else { throw SnapshotReader.corrupt("it goes on after its end") }
    self.init(sessions, owned, bans: bans)
  }

  /// Everybody that is known, in the order of entering.
  func sessions() -> [(session: SessionID, member: Member)] {
    members.map { ($0.key, $0.value) }.sorted { $0.member.entered < $1.member.entered }
  }

  private static func member(
    _ reader: inout SnapshotReader, enteredAfter earlier: SequenceNumber
  ) throws(JournalError) -> Member {
    let flags = try reader.byte()
    let presence: Member.Presence =
      switch flags >> 1 {
      case 0: .here
      case 1: .away(since: try reader.sequence())
      case 2: .gone(since: try reader.sequence())
      default: throw SnapshotReader.corrupt("somebody is neither here nor away nor gone")
      }
    let hereSince = try reader.signedNumber()
    let entered = try reader.sequence(after: earlier)
    let identity = Identity(name: try reader.text(), key: try reader.text(), isResumable: flags & 1 == 1)
    var member = Member(identity: identity, presence: presence, entered: entered, hereSince: hereSince)
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

  private static func owned(
    _ reader: inout SnapshotReader, borne: Set<[UInt8]>
  ) throws(JournalError) -> OwnedNames {
    var owned = OwnedNames()
    for _ in 0..<(try reader.count(upTo: OwnedNames.limit)) {
      let key = try reader.text()
      var name = OwnedName(name: try reader.text(), keys: [], lastBorne: try reader.signedNumber())
      let shown = try reader.count(upTo: OwnedName.maximumKeys)
      let count = try reader.count(upTo: OwnedName.maximumKeys)
      for _ in 0..<count { name.keys.append(try reader.personKey()) }
      guard count > 0, shown <= count else { throw SnapshotReader.corrupt("a name belongs to no key") }
      if shown > 0 { name.shown = name.keys[shown - 1] }
      guard shown == 0 || borne.contains(key), owned.insert(name, as: key) else {
        throw SnapshotReader.corrupt("a name belongs to keys that cannot own it")
      }
    }
    return owned
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
  }
}
