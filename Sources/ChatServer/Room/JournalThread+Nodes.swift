import Journal
import Logging
import Reactor
import TLS
import Wire

/// The nodes of a room that several servers share. Nothing here happens where the journal is this server's
/// alone.
extension JournalThread {
  /// People of nodes that are gone who are put away at once; the next ones when these are.
  static let sweepLimit = 1_024

  /// Whether this node can acknowledge nothing, and others may have taken it for gone.
  var isCutOff: Bool { leases?.isLost ?? false }

  /// How long this node leaves to others what each of them could do, in milliseconds.
  var turnTime: Int64 { leases?.turnTime(Clock.monotonicMilliseconds) ?? 0 }

  /// Milliseconds until `tend` has something to do; `.max` for never.
  func leaseTime() -> Int64 {
    guard let leases else { return .max }
    let now = Clock.monotonicMilliseconds
    let due = isReadOnly ? leases.nextLoss : leases.nextDue(now)
    return due == .max ? .max : max(0, due - now)
  }

  /// This server is one of those that share the room, and it is this one. The others have their time from now
  /// on.
  func begin(_ node: Node) {
    let now = Clock.monotonicMilliseconds
    var leases = Leases(writer: writer, node: node, now: now)
    for (id, state) in roster.nodes { _ = leases.renewed(id, state.node, by: state.renewed, now: now) }
    self.leases = leases
    welcome.nodes = NodeList(writer, node, alive: roster.nodes)
    var metadata = describe(writer, node)
    metadata["others"] = "\(roster.nodes.count)"
    log.info("the room is shared with other nodes", metadata: metadata)
  }

  /// Does what is due: renews the lease, or notices that it is lost, and sees to nodes that are gone and to
  /// their people.
  func tend() {
    guard leases != nil, !isStopping else { return }
    let now = Clock.monotonicMilliseconds
    if !isReadOnly { leases?.look(now) }
    if leases?.loses(now) == true {
      log.warning("our lease is lost, the room's log is out of reach: everybody is sent to the other nodes")
      sendAway()
      settle()
    }
    guard !isReadOnly else { return }
    if leases?.mustRenew(now) == true {
      renew()
      settle()
    }
    for (node, since) in leases?.overdue(now) ?? [] {
      submit(.nodeEnded(node: node, since: since), session: .server, for: nil)
    }
    if !drafts.isEmpty { settle() }
    while sweep(now) { settle() }
  }

  /// A node serves the room, or goes on serving it.
  ///
  /// - Parameter isAnswer: whether it is the renewal of this node that was under way.
  func served(_ entry: Entry, _ node: Node, isAnswer: Bool) {
    if leases?.renewed(entry.writer, node, by: entry.sequence, now: Clock.monotonicMilliseconds) == true {
      log.notice("a node appeared", metadata: describe(entry.writer, node))
    }
    // Where there are as many as may be, those go whose lease has run out.
    for gone in leases?.nodes.filter({ roster.nodes[$0] == nil }) ?? [] { ended(node: gone) }
    tellNodes()
    if isAnswer { renewalCameBack(counts: true) }
  }

  /// A node serves the room no more.
  func ended(node: UInt64) {
    if let gone = leases?.ended(node) { log.notice("a node ended", metadata: describe(node, gone)) }
    if node == writer, !isStopping {
      log.warning("the other nodes have taken this one for gone: it tells them that it is there")
      // Before what is submitted for its people.
      if leases?.mustRenew(Clock.monotonicMilliseconds) == true { renew() }
    }
    tellNodes()
  }

  /// The renewal that was under way is folded, and with it all that was committed before.
  func renewalCameBack(counts: Bool) {
    let isBack = leases?.cameBack(counts: counts, now: Clock.monotonicMilliseconds) == true
    if !counts, !isCutOff {
      log.error(
        "as many nodes serve the room as may: this one is not taken",
        metadata: ["limit": "\(Roster.nodeLimit)"])
    }
    if isBack { regainLease() }
    resume(latecomers.takeExpected())
  }

  /// The renewal that was under way could not be stored.
  func renewalFailed() {
    leases?.failed(now: Clock.monotonicMilliseconds)
    refuse(latecomers.takeExpected())
  }

  /// The session is here by an entry that no connection here waits for: by another node's it has gone there.
  func moved(_ entry: Entry) {
    if entry.writer != writer {
      lastCallers[entry.session] = nil
      if let older = current[entry.session] { detach(older) { _, _ in } }
    } else if leases != nil, current[entry.session] == nil {
      // It was said to be here still, and has lost its connection since, or had gone to another node.
      submitLoss(of: entry.session)
    }
  }

  /// Whether this node is the one to propose what that entry means for a session: the one through which it is
  /// here does, and, where it is here through none, the one that has written the entry.
  func isOurs(_ session: SessionID, by entry: Entry) -> Bool {
    (roster.node(of: session) ?? entry.writer) == writer
  }

  /// Proposes that a session has lost its connection: it is away, or has left where it cannot be taken up.
  func submitLoss(of session: SessionID, _ cause: LeaveCause = .lost) {
    guard let identity = roster.identity(of: session) else { return }
    if identity.isResumable {
      submit(.away(cause), session: session, for: nil)
    } else {
      submitLeft(session, identity.name, cause, for: nil)
    }
  }

  /// Tells all who are here in the numbered dialect which nodes there are, where that has changed.
  func tellNodes() {
    guard let leases else { return }
    let nodes = NodeList(writer, leases.node, alive: roster.nodes)
    guard nodes != welcome.nodes else { return }
    welcome.nodes = nodes
    for attachment in current.values where attachment.dialect == .numbered {
      fanOut.tell(attachment) { _, bytes in welcome.appendNodes(for: attachment.connection, to: &bytes) }
    }
  }

  private func renew() {
    guard let leases else { return }
    submit(.nodeServes(leases.node), session: .server, for: nil)
    latecomers.renewalIsUnderWay()
  }

  /// Whether something was proposed for people of nodes that are gone.
  private func sweep(_ now: Int64) -> Bool {
    guard leases?.maySweep(now, hasStranded: roster.hasStranded) == true, unstored.isEmpty,
      pending.isAnswered(through: sweptThrough)
    else { return false }
    let stranded = roster.stranded(limit: Self.sweepLimit)
    for session in stranded { submitLoss(of: session) }
    sweptThrough = pending.nextID - 1
    return !stranded.isEmpty
  }

  /// Nothing is acknowledged any more, so everybody is sent to the other nodes. Nothing is drafted for them:
  /// where it should ever come to be committed, it may long be otherwise.
  func sendAway() {
    for attachment in current.values { lastCallers[attachment.session] = attachment.caller }
    for attachment in attachments.values {
      fanOut.tell(attachment, effect: .closed) { dialect, bytes in
        welcome.phrases.appendLostTouch(in: dialect, to: &bytes)
      }
      attachment.held = []
    }
    attachments = [:]
    current = [:]
    comers = [:]
    _ = latecomers.takeAll()
  }

  /// Who was sent away and is not known to be somewhere else is away now.
  private func regainLease() {
    log.notice("our lease is back: people can enter again")
    for (session, member) in roster.members
    where member.presence == .here && member.node == writer && current[session] == nil {
      submitLoss(of: session)
    }
  }

  private func describe(_ id: UInt64, _ node: Node) -> Logger.Metadata {
    let name = String(id, radix: 16)
    return [
      "node": "\(String(repeating: "0", count: 16 - name.count))\(name)",
      "address": "\(Sanitizer.displaySafe(node.address))",
    ]
  }
}
