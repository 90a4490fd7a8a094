import Journal

/// Private messages to owners: they go to all devices, and wait where none is here.
///
/// What waited has come once a device has been here for `deliveryTime`, or has said goodbye: until then its
/// connection may be dead without anybody knowing. The end of the server says nothing about that, since
/// nobody knows when the connections really ended; nor does what others say of those who were here through a
/// node that is not alive.
extension Roster {
  /// What has become of a private message.
  enum Arrival: Equatable {
    /// It has arrived, or never will.
    case settled
    /// It is on its way.
    case pending
    /// It waits for an owner none of whose sessions is left.
    case waiting
  }

  /// A connection that is still there so long after a message has got it, in milliseconds: its system is let
  /// wait 120 s for the other one's (TCP_USER_TIMEOUT), silence ends it after 75 s (`Limits.silenceTime`),
  /// and being behind after 120 s (`Limits.behindTime`).
  static let deliveryTime: Int64 = 150_000

  /// What has become, by that time in milliseconds since 1970, of a private message that is older than
  /// `deliveryTime`.
  func arrival(of message: WhisperReference, at milliseconds: Int64) -> Arrival {
    guard message.recipient.ownerSince != nil else {
      guard let member = members[message.recipient] else { return .settled }
      return isHere(member, longAt: milliseconds) ? .settled : .pending
    }
    guard let key = owned.key(of: message.recipient), let name = owned.names[key] else { return .settled }
    let devices = bearers(of: key)
    if devices.contains(where: { members[$0].map { isHere($0, longAt: milliseconds) } ?? false }) {
      return .settled
    }
    guard devices.isEmpty, !members.values.contains(where: { $0.key == key }) else { return .pending }
    return name.waiting.contains { $0.sequence == message.sequence } ? .waiting : .settled
  }

  /// The private messages that a device of the name's owner is told on entering at that time, in milliseconds
  /// since 1970.
  func waiting(for key: [UInt8], at milliseconds: Int64) -> [SequenceNumber] {
    guard let name = owned.name(key, at: milliseconds), !name.waiting.isEmpty,
      !isHere(onDeviceOf: key, longAt: milliseconds)
    else { return [] }
    return name.waiting.map(\.sequence)
  }

  /// Whether the message waits for the owner, newest of all.
  func waits(_ message: SequenceNumber, for owner: SessionID) -> Bool {
    owned.key(of: owner).flatMap { owned.names[$0] }?.waiting.last?.sequence == message
  }

  /// Whom a private message goes to that is sent to the name with this key at that time, in milliseconds
  /// since 1970, and how that one writes the name: who bears it, or the owner, here or not. Nil where there
  /// is nobody, or no more can wait.
  func addressee(
    _ key: [UInt8], at milliseconds: () -> Int64
  ) -> (recipient: SessionID, name: [UInt8])? {
    if let bearer = bearers[key], let member = members[bearer] {
      return (owned.names[key]?.owner ?? bearer, member.name)
    }
    guard owned.mayWait, let name = owned.name(key, at: milliseconds()) else { return nil }
    return (name.owner, name.name)
  }

  /// The sessions of an owner that bear the name.
  func devices(of owner: SessionID) -> [SessionID] { owned.key(of: owner).map { bearers(of: $0) } ?? [] }

  mutating func commit(toOwner whisper: Whisper, _ entry: Entry) -> Verdict {
    guard let key = owned.key(of: whisper.recipient), owned.name(key, at: entry.milliseconds) != nil else {
      return .noSuchPerson
    }
    let isHere = bearers(of: key).contains { device in
      guard let member = members[device], member.presence == .here else { return false }
      return isReachable(member.node, at: entry.milliseconds)
    }
    guard !isHere else { return .counts }
    guard owned.mayWait else { return .noSuchPerson }
    owned.keep(
      OwnedName.Waiting(
        sequence: entry.sequence, sender: entry.session, bytes: UInt32(clamping: whisper.text.count)),
      for: key)
    loseAbandoned()
    return .counts
  }

  /// A device has come or goes: what waited has arrived where one has been here for long.
  mutating func settleWaiting(for key: [UInt8], at milliseconds: Int64) {
    guard owned.names[key]?.waiting.isEmpty == false, isHere(onDeviceOf: key, longAt: milliseconds) else {
      return
    }
    owned.settleWaiting(for: key)
  }

  /// An owner's device that was here is so no more.
  mutating func noteEnd(of member: Member, _ cause: LeaveCause, at milliseconds: Int64) {
    switch cause {
    case .shutdown: break
    case .quit: owned.settleWaiting(for: member.key)
    case .lost, .slow, .error, .kicked: settleWaiting(for: member.key, at: milliseconds)
    }
  }

  /// What waits for an owner who has not come is given up.
  mutating func forget(
    waitingFor owner: SessionID, _ end: SequenceNumber, _ entry: Entry
  ) -> Verdict {
    guard entry.session == .server, let key = owned.key(of: owner), bearers[key] == nil,
      owned.abandonWaiting(for: key, through: end)
    else { return .overtaken }
    loseAbandoned()
    return .counts
  }

  private func isHere(onDeviceOf key: [UInt8], longAt milliseconds: Int64) -> Bool {
    bearers(of: key).contains { members[$0].map { isHere($0, longAt: milliseconds) } ?? false }
  }

  private func isHere(_ member: Member, longAt milliseconds: Int64) -> Bool {
    member.presence == .here && member.hereSince < milliseconds - Self.deliveryTime
      && isReachable(member.node, at: milliseconds)
  }
}
