import Journal

/// Who is here, under which name, in which session, and who may not enter: a fold over the journal's entries
/// and nothing else.
///
/// Every server that folds the same entries comes to the same roster, so nothing here may look at a clock, at
/// connections or at configuration. The journal thread owns it. What it refuses is refused for everyone; what
/// the local roster already knows to be refused, the journal thread refuses before it is journalled.
package struct Roster: Sendable {
  private(set) var members: [SessionID: Member] = [:]
  private(set) var bearers: [[UInt8]: SessionID] = [:]
  private(set) var owned = OwnedNames()
  var bans = BanList()
  /// Who entered, in order; those who left stand in it until they are more than those who are here.
  private var entered: [(session: SessionID, at: SequenceNumber)] = []

  /// Nobody is here.
  package init() {}

  /// What other rosters came to, in the order of entering; no two of those who bear a name have the same key.
  init(_ sessions: [(session: SessionID, member: Member)], _ owned: OwnedNames, bans: BanList) {
    self.owned = owned
    self.bans = bans
    for (session, member) in sessions {
      members[session] = member
      guard member.bearsName else { continue }
      bearers[member.key] = session
      entered.append((session, member.entered))
    }
  }

  /// How many bear a name, reachable or away.
  package var count: Int { bearers.count }

  /// The session that bears the name with this key.
  package func bearer(of key: [UInt8]) -> SessionID? { bearers[key] }

  /// Whether the session can be taken up: it is known and not over.
  package func isResumable(_ session: SessionID) -> Bool {
    members[session]?.isResumable ?? false
  }

  /// Whether the session bears its name: it was not told to have left.
  package func bearsName(_ session: SessionID) -> Bool { members[session]?.bearsName ?? false }

  /// The name that the session has or had.
  package func identity(of session: SessionID) -> Identity? { members[session]?.identity }

  /// Where the line with this number stands in the journal.
  package func answer(to number: UInt64, in session: SessionID) -> SequenceNumber? {
    members[session]?.answers[number]
  }

  /// Whether the line with this number is so old that its answer may have been forgotten.
  package func isForgotten(_ number: UInt64, in session: SessionID) -> Bool {
    members[session]?.answers.isForgotten(number) ?? false
  }

  /// The private messages that the session never got, with their senders.
  package func missed(by session: SessionID) -> [(sequence: SequenceNumber, sender: SessionID)] {
    members[session]?.missed.map { ($0.sequence, $0.sender) } ?? []
  }

  /// The private messages of the session that never arrived, of which it was not here to be told; forgotten
  /// when it is here again, so ask before folding that.
  package func undelivered(of session: SessionID) -> [SequenceNumber] { members[session]?.undelivered ?? [] }

  /// Since which entry the session is away, nil where it is not.
  package func awaySince(_ session: SessionID) -> SequenceNumber? {
    guard case .away(let since)? = members[session]?.presence else { return nil }
    return since
  }

  /// Since which entry the session is gone, nil where it is not.
  package func goneSince(_ session: SessionID) -> SequenceNumber? {
    guard case .gone(let since)? = members[session]?.presence else { return nil }
    return since
  }

  /// Whether private messages from before `milliseconds` (since 1970) to the session have arrived by then or
  /// never will: it is over, or it is here and has been since before that.
  package func isSettled(_ session: SessionID, hereBefore milliseconds: Int64) -> Bool {
    guard let member = members[session] else { return true }
    return member.presence == .here && member.hereSince < milliseconds
  }

  /// The names that are borne, in the order of entering: the first `limit` of them.
  package func names(first limit: Int = .max) -> [[UInt8]] {
    Array(bearersInOrder.prefix(limit).map(\.name))
  }

  /// Who bears a name, in the order of entering.
  var bearersInOrder: some Sequence<Member> {
    entered.lazy.compactMap { session, at in
      members[session].flatMap { $0.bearsName && $0.entered == at ? $0 : nil }
    }
  }

  /// Gives a session that is known another identity under the same name.
  mutating func identify(_ session: SessionID, as identity: Identity) {
    members[session]?.identity = identity
  }

  /// Folds the next entry of the one order.
  package mutating func apply(_ entry: Entry) -> Verdict {
    guard entry.number != 0 else { return fold(entry) }
    if let earlier = answer(to: entry.number, in: entry.session) { return .repetition(of: earlier) }
    guard !isForgotten(entry.number, in: entry.session) else { return .overtaken }
    let verdict = fold(entry)
    if verdict == .counts, members[entry.session]?.isResumable == true {
      members[entry.session]?.answers.record(entry.number, as: entry.sequence)
    }
    return verdict
  }

  private mutating func fold(_ entry: Entry) -> Verdict {
    switch entry.event {
    case .joined(let identity): join(identity, entry)
    case .said: bearsName(entry.session) ? .counts : .overtaken
    case .whispered(let whisper): commit(whisper, entry)
    case .away: goAway(entry)
    case .returned: comeBack(entry)
    case .left(_, _, let awaySince): leave(entry, awaySince)
    case .ended(let goneSince): end(entry.session, goneSince)
    case .keys(let change): make(change, entry)
    case .kicked(let kick): self.kick(kick, entry)
    case .banned(let subject, _): ban(subject, entry)
    case .pardoned(let subject, _): pardon(subject, entry)
    }
  }

  private mutating func join(_ identity: Identity, _ entry: Entry) -> Verdict {
    guard !bearsName(entry.session) else { return .overtaken }
    let verdict = verdict(onEntering: identity, at: entry.milliseconds)
    guard verdict == .counts else { return verdict }
    if var member = members[entry.session] {
      member.identity = identity
      member.presence = .here
      member.entered = entry.sequence
      member.hereSince = entry.milliseconds
      member.missed = []
      member.undelivered = []
      members[entry.session] = member
    } else {
      members[entry.session] = Member(
        identity: identity, presence: .here, entered: entry.sequence, hereSince: entry.milliseconds)
    }
    bearers[identity.key] = entry.session
    owned.enter(identity, at: entry.milliseconds)
    entered.append((entry.session, entry.sequence))
    if entered.count > 64, entered.count > 2 * bearers.count {
      entered.removeAll { members[$0.session]?.entered != $0.at || members[$0.session]?.bearsName != true }
    }
    return .counts
  }

  private mutating func commit(_ whisper: Whisper, _ entry: Entry) -> Verdict {
    guard bearsName(entry.session) else { return .overtaken }
    guard let presence = members[whisper.recipient]?.presence else { return .noSuchPerson }
    switch presence {
    case .here: break
    case .gone: return .noSuchPerson
    case .away:
      members[whisper.recipient]?.missed.append(.init(sequence: entry.sequence, sender: entry.session))
      if members[whisper.recipient]!.missed.count > Member.missedLimit {
        members[whisper.recipient]?.missed.removeFirst()
      }
    }
    return .counts
  }

  private mutating func goAway(_ entry: Entry) -> Verdict {
    guard members[entry.session]?.presence == .here else { return .overtaken }
    members[entry.session]?.presence = .away(since: entry.sequence)
    return .counts
  }

  private mutating func comeBack(_ entry: Entry) -> Verdict {
    guard bearsName(entry.session), isResumable(entry.session) else { return .overtaken }
    members[entry.session]?.presence = .here
    members[entry.session]?.hereSince = entry.milliseconds
    members[entry.session]?.missed = []
    members[entry.session]?.undelivered = []
    return .counts
  }

  private mutating func leave(_ entry: Entry, _ awaySince: SequenceNumber?) -> Verdict {
    guard let member = members[entry.session], member.bearsName else { return .overtaken }
    if let awaySince {
      guard member.presence == .away(since: awaySince) else { return .overtaken }
      members[entry.session]?.presence = .gone(since: entry.sequence)
    } else {
      forget(entry.session)
    }
    bearers[member.key] = nil
    owned.leave(member.key, at: entry.milliseconds)
    return .counts
  }

  private mutating func end(_ session: SessionID, _ goneSince: SequenceNumber) -> Verdict {
    guard members[session]?.presence == .gone(since: goneSince) else { return .overtaken }
    forget(session)
    return .counts
  }

  private mutating func forget(_ session: SessionID) {
    for missed in missed(by: session) { rememberUndelivered(missed.sequence, of: missed.sender) }
    members[session] = nil
  }

  private mutating func make(_ change: KeyChange, _ entry: Entry) -> Verdict {
    let verdict = verdict(on: change, by: entry.session, at: entry.milliseconds)
    if verdict == .counts { owned.make(change, at: entry.milliseconds) }
    return verdict
  }

  private mutating func rememberUndelivered(_ sequence: SequenceNumber, of sender: SessionID) {
    guard let presence = members[sender]?.presence, presence != .here else { return }
    members[sender]?.undelivered.append(sequence)
    if members[sender]!.undelivered.count > Member.missedLimit { members[sender]?.undelivered.removeFirst() }
  }
}
