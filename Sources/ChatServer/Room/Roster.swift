import Journal

/// Who is here, under which name, in which session, and who may not enter: a fold over the journal's entries
/// and nothing else.
///
/// Every server that folds the same entries comes to the same roster, so nothing here may look at a clock, at
/// connections or at configuration. The journal thread owns it. What it refuses is refused for everyone; what
/// the local roster already knows to be refused, the journal thread refuses before it is journalled.
package struct Roster: Sendable {
  var members: [SessionID: Member] = [:]
  /// By the name's key, the session that bears the name; of several, the one that entered first.
  private(set) var bearers: [[UInt8]: SessionID] = [:]
  /// The others, in the order of entering, of names that are borne on several devices.
  private(set) var others: [[UInt8]: [SessionID]] = [:]
  private var otherCount = 0
  var owned = OwnedNames()
  var bans = BanList()
  /// The nodes that are alive, by their writers; none in a journal of one process.
  package internal(set) var nodes: [UInt64: NodeState] = [:]
  /// How many are here, by the node through which they are; no node without anybody.
  var hereCounts: [UInt64: Int] = [:]
  /// The private messages of which the entry that was folded last has decided that they never arrive.
  package private(set) var lost: [(sequence: SequenceNumber, sender: SessionID)] = []
  /// Who entered, in order; those who left stand in it until they are more than those who are here.
  private(set) var entered: [(session: SessionID, at: SequenceNumber)] = []

  /// Nobody is here.
  package init() {}

  /// What other rosters came to, in the order of entering.
  init(
    _ sessions: [(session: SessionID, member: Member)], _ owned: OwnedNames, bans: BanList,
    nodes: [UInt64: NodeState]
  ) {
    self.owned = owned
    self.bans = bans
    self.nodes = nodes
    for (session, member) in sessions {
      members[session] = member
      if member.presence == .here { countIn(member.node) }
      guard member.bearsName else { continue }
      bear(member.key, session)
      entered.append((session, member.entered))
    }
  }

  /// How many names are borne, reachably or not.
  package var count: Int { bearers.count }

  /// The session that bears the name with this key; of several, the one that entered first.
  package func bearer(of key: [UInt8]) -> SessionID? { bearers[key] }

  /// All sessions that bear the name with this key, in the order of entering.
  package func bearers(of key: [UInt8]) -> [SessionID] {
    guard let first = bearers[key] else { return [] }
    return [first] + (others[key] ?? [])
  }

  /// Whether the session is the only one that bears its name, so that it leaves a name that nobody bears.
  package func isLast(_ session: SessionID) -> Bool { members[session].map { others[$0.key] == nil } ?? true }

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

  /// The names that are borne, in the order of entering: the first `limit` of them.
  package func names(first limit: Int = .max) -> [[UInt8]] {
    Array(bearersInOrder.prefix(limit).map(\.name))
  }

  /// Who bears a name, in the order of entering; of several devices the first one.
  var bearersInOrder: some Sequence<Member> {
    entered.lazy.compactMap { session, at in
      guard let member = members[session], member.bearsName, member.entered == at,
        others.isEmpty || bearers[member.key] == session
      else { return nil }
      return member
    }
  }

  /// Folds the next entry of the one order.
  package mutating func apply(_ entry: Entry) -> Verdict {
    if !lost.isEmpty { lost = [] }
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
    case .away(let cause): goAway(entry, cause)
    case .returned: comeBack(entry)
    case .left(_, let cause, let awaySince, let isLast): leave(entry, cause, awaySince, isLast: isLast)
    case .ended(let goneSince): end(entry.session, goneSince)
    case .keys(let change): make(change, entry)
    case .forgotten(let owner, let through): forget(waitingFor: owner, through, entry)
    case .kicked(let kick): self.kick(kick, entry)
    case .banned(let subject, _): ban(subject, entry)
    case .pardoned(let subject, _): pardon(subject, entry)
    case .nodeServes(let node): serve(node, entry)
    case .nodeEnded(let node, let since): end(node: node, since, entry)
    }
  }

  private mutating func join(_ identity: Identity, _ entry: Entry) -> Verdict {
    guard !bearsName(entry.session) else { return .overtaken }
    let verdict = verdict(onEntering: identity, at: entry.milliseconds)
    guard verdict == .counts else { return verdict }
    settleWaiting(for: identity.key, at: entry.milliseconds)
    if var member = members[entry.session] {
      member.identity = identity
      member.shown = identity.keys.first
      member.presence = .here
      member.node = entry.writer
      member.entered = entry.sequence
      member.hereSince = entry.milliseconds
      member.missed = []
      member.undelivered = []
      members[entry.session] = member
    } else {
      var member = Member(
        identity: identity, presence: .here, entered: entry.sequence, hereSince: entry.milliseconds)
      member.shown = identity.keys.first
      member.node = entry.writer
      members[entry.session] = member
    }
    countIn(entry.writer)
    bear(identity.key, entry.session)
    owned.enter(identity, by: entry)
    loseAbandoned()
    entered.append((entry.session, entry.sequence))
    if entered.count > 64, entered.count > 2 * (bearers.count + otherCount) {
      entered.removeAll { members[$0.session]?.entered != $0.at || members[$0.session]?.bearsName != true }
    }
    return .counts
  }

  private mutating func commit(_ whisper: Whisper, _ entry: Entry) -> Verdict {
    guard bearsName(entry.session) else { return .overtaken }
    guard whisper.recipient.ownerSince == nil else { return commit(toOwner: whisper, entry) }
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

  private mutating func goAway(_ entry: Entry, _ cause: LeaveCause) -> Verdict {
    guard let member = members[entry.session], member.presence == .here, mayEnd(member, entry.writer) else {
      return .overtaken
    }
    if member.shown != nil { noteEnd(of: member, cause, at: entry.milliseconds) }
    countOut(member.node)
    members[entry.session]?.presence = .away(since: entry.sequence)
    members[entry.session]?.node = 0
    return .counts
  }

  private mutating func comeBack(_ entry: Entry) -> Verdict {
    guard let member = members[entry.session], member.bearsName, member.isResumable else { return .overtaken }
    if member.presence == .here { countOut(member.node) }
    countIn(entry.writer)
    members[entry.session]?.presence = .here
    members[entry.session]?.node = entry.writer
    members[entry.session]?.hereSince = entry.milliseconds
    members[entry.session]?.missed = []
    members[entry.session]?.undelivered = []
    return .counts
  }

  private mutating func leave(
    _ entry: Entry, _ cause: LeaveCause, _ awaySince: SequenceNumber?, isLast: Bool
  ) -> Verdict {
    // Whom somebody threw out is gone wherever they are.
    guard let member = members[entry.session], member.bearsName,
      cause == .kicked || mayEnd(member, entry.writer)
    else { return .overtaken }
    if let awaySince, member.presence != .away(since: awaySince) { return .overtaken }
    guard isLast == (others[member.key] == nil) else { return .otherDevices }
    if member.presence == .here {
      if member.shown != nil { noteEnd(of: member, cause, at: entry.milliseconds) }
      countOut(member.node)
    }
    if awaySince == nil {
      forget(entry.session)
    } else {
      members[entry.session]?.presence = .gone(since: entry.sequence)
      members[entry.session]?.shown = nil
    }
    bearNoMore(member.key, entry.session)
    if isLast { owned.leave(member.key, at: entry.milliseconds) }
    return .counts
  }

  private mutating func end(_ session: SessionID, _ goneSince: SequenceNumber) -> Verdict {
    guard members[session]?.presence == .gone(since: goneSince) else { return .overtaken }
    forget(session)
    return .counts
  }

  private mutating func forget(_ session: SessionID) {
    for missed in members[session]?.missed ?? [] { lose(missed) }
    members[session] = nil
  }

  private mutating func make(_ change: KeyChange, _ entry: Entry) -> Verdict {
    let verdict = verdict(on: change, by: entry.session, at: entry.milliseconds)
    guard verdict == .counts else { return verdict }
    owned.make(change, by: entry)
    loseAbandoned()
    return .counts
  }

  private mutating func bear(_ key: [UInt8], _ session: SessionID) {
    guard bearers[key] != nil else { return bearers[key] = session }
    others[key, default: []].append(session)
    otherCount += 1
  }

  private mutating func bearNoMore(_ key: [UInt8], _ session: SessionID) {
    guard var rest = others[key] else { return bearers[key] = nil }
    if bearers[key] == session { bearers[key] = rest.removeFirst() } else { rest.removeAll { $0 == session } }
    others[key] = rest.isEmpty ? nil : rest
    otherCount -= 1
  }

  /// What waited for owners, and waits no more, never arrives.
  mutating func loseAbandoned() {
    for missed in owned.takeAbandoned() { lose(missed) }
  }

  /// Whose message it was is told, or, where not here, remembers it.
  private mutating func lose(_ missed: Member.Missed) {
    lost.append((missed.sequence, missed.sender))
    guard let presence = members[missed.sender]?.presence, presence != .here else { return }
    members[missed.sender]?.undelivered.append(missed.sequence)
    if members[missed.sender]!.undelivered.count > Member.missedLimit {
      members[missed.sender]?.undelivered.removeFirst()
    }
  }
}
