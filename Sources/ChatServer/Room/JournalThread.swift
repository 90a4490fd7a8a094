import Journal
import Logging
import Reactor
import TLS
import Wire

/// The room's one writer: owns the journal, the roster and the fan-out, and runs on the journal thread alone.
///
/// A round: take all that has gathered (group commit), turn it into drafts, submit them, fold the entries
/// that the journal has committed, render them once, post one batch to each I/O thread. Answers that need no
/// entry wait until the journal has answered every earlier line of the same connection, so that answers come
/// in the order of the lines.
final class JournalThread {
  /// Requests that wait at the most. Past it an I/O thread keeps its requests and reads no connection until
  /// they are taken.
  static let requestLimit = 1 << 16
  /// Drafts without an answer, past which no more requests are taken; one drain may go beyond it.
  static let pendingLimit = 1 << 16
  /// Deliveries that an I/O thread may have waiting when a batch is posted to it; the journal thread waits
  /// for it to have fewer, so that batches gather in nobody's inbox.
  static let backlogLimit = 256
  /// Departures that a journal could not store are submitted again after this many milliseconds.
  static let retryTime: Int64 = 1_000
  /// The journal may rest where nothing came for so many milliseconds.
  static let restAfter: Int64 = 250

  let inbox: Inbox<Request>
  let journal: any Journal
  let limits: Limits
  var admission: Admission
  let log: Logger
  var welcome: Welcome
  let ioThreads: [Inbox<Delivery>]
  let history: Inbox<HistoryQuery>
  /// As which node this server writes: 0 where the journal is its own.
  let writer: UInt64

  /// Milliseconds since 1970.
  let clock: @Sendable () -> Int64

  var roster: Roster
  var fanOut: FanOut
  var attachments: [ConnectionID: Attachment] = [:]
  /// Owners who enter once the private messages that wait for them have been read.
  var comers: [ConnectionID: Comer] = [:]
  /// The connection through which a session speaks now.
  var current: [SessionID: Attachment] = [:]
  var drafts: [Draft] = []
  var patience = Patience()
  /// Whose the last connection was of sessions that bear a name and have none any more; not known of those
  /// who have not been here since the server was started.
  var lastCallers: [SessionID: Caller] = [:]
  let blocks: AddressBlocks
  var absentees = Absentees()
  /// Sessions that are being ended, since there were too many like them.
  var expelled: Set<SessionID> = []
  /// Nil where the journal is this server's alone.
  var leases: Leases?
  var latecomers = Latecomers()
  /// The last draft about people of nodes that are gone.
  var sweptThrough: UInt64 = 0
  var valve = LogValve(now: Clock.monotonicMilliseconds)
  /// Whether the journal has stopped.
  var isReadOnly = false
  private var housekeeping: Housekeeping
  private(set) var pending = PendingDrafts()
  private var poller: Poller
  private(set) var folded: SequenceNumber
  private var struck: [SequenceNumber] = []
  /// Whose held lines may go on.
  private var released: [Attachment] = []
  private(set) var unstored: [Draft] = []
  private var retryAt = Int64.max
  private var stopDeadline: Int64?
  /// When the last request came, by the clock that never goes back.
  private var quietSince = Clock.monotonicMilliseconds

  /// - Parameter node: as what this server is told to the others; nil where the journal is its own.
  init(
    inbox: Inbox<Request>, journal: any Journal, restoration: Restoration, node: Node? = nil,
    nextPin: PublicKeyPin? = nil,
    limits: Limits, admission: Admission = Admission(), retention: Retention, phrases: Phrases, log: Logger,
    ioThreads: [Inbox<Delivery>], history: Inbox<HistoryQuery>,
    blocks: AddressBlocks = AddressBlocks(own: []), erased: @escaping @Sendable () -> Void,
    clock: @escaping @Sendable () -> Int64 = { Clock.wallMilliseconds }
  ) throws(SystemError) {
    let poller = try Poller(capacity: 1)
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
    self.poller = poller
    self.inbox = inbox
    self.journal = journal
    self.limits = limits
    self.admission = admission
    self.log = log
    self.ioThreads = ioThreads
    self.history = history
    self.blocks = blocks
    self.clock = clock
    writer = journal.writer
    housekeeping = Housekeeping(
      journal: journal, restoration: restoration, retention: retention, log: log, erased: erased)
    roster = restoration.roster
    folded = restoration.folded
    welcome = Welcome(phrases: phrases, room: journal.room, nextPin: nextPin)
    fanOut = FanOut(threads: ioThreads.count, phrases: phrases)
    fanOut.advance(to: folded)
    if let node { begin(node) }
  }

  /// Runs until a `stop` request has been carried out.
  func run() throws(SystemError) {
    let inbox = self.inbox
    journal.wake { inbox.wake() }
    var requests: [Request] = []
    // What others have committed already.
    settle()
    endLastLife(now: clock())
    tend()
    settle()
    while !isFinished {
      // What was not drained rings no more.
      let time = isIdle ? timeout() : 0
      let events = try poller.wait(timeoutMilliseconds: time)
      if events == 0, journal.wantsRest, Clock.monotonicMilliseconds - quietSince >= Self.restAfter {
        journal.rest()
      }
      // While the journal is silent, what waits for it stays bounded: the inbox fills, and nothing more is
      // read.
      if !isHeldUp { inbox.drain(into: &requests) }
      for request in requests {
        if request.isFromIOThread { fanOut.noteTaken(thread: request.connection.thread) }
        take(request)
      }
      if !requests.isEmpty { quietSince = Clock.monotonicMilliseconds }
      requests.removeAll(keepingCapacity: true)
      expire(now: clock())
      settle()
      tend()
      if !isStopping, !isReadOnly {
        housekeeping.round(roster, at: folded, now: clock(), isIdle: isIdle)
        forget(housekeeping.takeOverdue())
      }
    }
    for thread in ioThreads { thread.postPatiently(.stop(deadline: stopDeadline ?? 0)) }
    if !isReadOnly { housekeeping.finish(roster, at: folded) }
    journal.rest()
  }

  /// Puts a draft into this round. `attachment` is the connection that waits for its answer.
  func submit(_ event: Event, session: SessionID, number: UInt64 = 0, for attachment: Attachment?) {
    let draft = Draft(id: pending.nextID, session: session, number: number, event: event)
    pending.append(Pending(draft: draft, attachment: attachment))
    attachment?.outstanding += 1
    drafts.append(draft)
  }

  /// One of the connection's outstanding answers has come.
  func answered(_ attachment: Attachment?) {
    guard let attachment else { return }
    attachment.outstanding -= 1
    if attachment.outstanding == 0, !attachment.held.isEmpty { released.append(attachment) }
  }

  /// Everybody is told; from now on nothing is accepted. Persons whose session ends with their connection
  /// leave.
  func stop() {
    guard stopDeadline == nil else { return }
    // What was asked for before is answered and shown before the last word.
    settle()
    stopDeadline = Clock.monotonicMilliseconds + limits.stopTime
    for attachment in attachments.values {
      fanOut.tell(attachment, effect: .closed) { dialect, bytes in
        welcome.phrases.appendServerStops(in: dialect, to: &bytes)
      }
    }
    for attachment in current.values {
      lastCallers[attachment.session] = attachment.caller
      submit(departure(of: attachment, cause: .shutdown), session: attachment.session, for: nil)
    }
    if leases != nil { submit(.nodeEnded(node: writer, since: nil), session: .server, for: nil) }
    attachments = [:]
    current = [:]
    comers = [:]
  }

  /// Whether so much waits for the journal that nothing more is taken.
  private var isHeldUp: Bool { pending.count >= Self.pendingLimit }

  /// Whether nothing waits that could be taken.
  private var isIdle: Bool { isHeldUp || inbox.count == 0 }

  /// Whether everybody has been told that the server stops.
  var isStopping: Bool { stopDeadline != nil }

  private var isFinished: Bool {
    guard let stopDeadline else { return false }
    return pending.isEmpty || Clock.monotonicMilliseconds >= stopDeadline
  }

  /// Lets the journal answer, folds what it has committed, and posts the round's batch.
  func settle() {
    var answers: [JournalAnswer] = []
    repeat {
      if !drafts.isEmpty {
        journal.submit(drafts)
        drafts.removeAll(keepingCapacity: true)
      }
      journal.collect(into: &answers)
      for answer in answers { fold(answer) }
      answers.removeAll(keepingCapacity: true)
      if !struck.isEmpty {
        journal.strike(struck)
        struck.removeAll(keepingCapacity: true)
      }
      release()
    } while !drafts.isEmpty
    guard let batch = fanOut.takeBatch() else { return }
    for thread in ioThreads { thread.postPatiently(.batch(batch), behind: Self.backlogLimit) }
  }

  private func fold(_ answer: JournalAnswer) {
    switch answer {
    case .committed(let entry, let draft):
      // One that was folded when the journal was restored.
      guard entry.sequence > folded else { return }
      let attachment = draft.flatMap { pending.remove($0) }?.attachment
      switch entry.event {
      case .joined, .returned: attachment?.resumption?.undelivered = roster.undelivered(of: entry.session)
      default: break
      }
      let verdict = roster.apply(entry)
      folded = entry.sequence
      housekeeping.noteEntry()
      fanOut.advance(to: folded)
      if verdict != .counts { struck.append(entry.sequence) }
      if verdict == .otherDevices, draft != nil {
        propose(entry, again: attachment)
      } else {
        show(entry, verdict, attachment, isAnswer: draft != nil)
      }
      if !roster.lost.isEmpty { tellUndelivered(roster.lost) }
      answered(attachment)
    case .repeated(let id, let earlier):
      guard let repeated = pending.remove(id), let attachment = repeated.attachment else {
        return
      }
      fanOut.acknowledge(repeated.draft.number, as: earlier, to: attachment)
      answered(attachment)
    case .stopped(let error): becomeReadOnly(error)
    case .failed(let id):
      guard let failed = pending.remove(id) else { return }
      fail(failed)
      answered(failed.attachment)
    }
  }

  func fail(_ failed: Pending) {
    switch failed.draft.event {
    case .joined, .returned:
      guard let attachment = failed.attachment else { return }
      attachments[attachment.connection] = nil
      comers[attachment.connection] = nil
      let number = attachment.resumption?.request.number ?? failed.draft.number
      fanOut.refuse(number, .notStored, to: attachment, effect: .refused)
    case .said, .whispered, .keys, .kicked, .banned, .pardoned:
      guard let attachment = failed.attachment else { return }
      fanOut.refuse(failed.draft.number, .notStored, to: attachment)
    // The next pass of housekeeping proposes it anew.
    case .forgotten: break
    case .nodeServes: renewalFailed()
    // Whoever finds the node gone still, when another renewal has come back, proposes it once more.
    case .nodeEnded: break
    case .away, .left, .ended:
      // Whoever is gone is gone, so this is to be stored once the journal can. Their connection need not wait
      // for it.
      if let attachment = failed.attachment { detach(attachment) { _, _ in } }
      guard !isReadOnly else { return }
      unstored.append(failed.draft)
      retryAt = clock() + Self.retryTime
    }
  }

  /// Takes out what has no answer, in the order in which it was submitted.
  func takePending() -> [Pending] {
    pending.removeAll()
  }

  private func release() {
    while let attachment = released.popLast() {
      let held = attachment.held
      attachment.held = []
      for request in held { take(request) }
    }
  }

  /// Submits what falls due: those who stayed away leave, sessions end, unstored departures are tried again.
  private func expire(now: Int64) {
    guard stopDeadline == nil, !isReadOnly else { return }
    // Other nodes wait for the same people.
    let due = now - turnTime
    while let (session, since) = patience.nextAway(now: due, limits) {
      guard roster.awaySince(session) == since, let identity = roster.identity(of: session) else { continue }
      submitLeft(session, identity.name, .lost, awaySince: since, for: nil)
    }
    while let (session, since) = patience.nextGone(now: due, limits) {
      guard roster.goneSince(session) == since else { continue }
      submit(.ended(goneSince: since), session: session, for: nil)
    }
    if now >= retryAt {
      retryAt = .max
      for draft in unstored where draft.event.isStillTrue(hasConnection: current[draft.session] != nil) {
        submit(draft.event, session: draft.session, for: nil)
      }
      unstored = []
    }
  }

  /// Milliseconds until something falls due, -1 for never.
  private func timeout() -> Int32 {
    if isStopping { return 10 }
    let leaseTime = leaseTime()
    guard !isReadOnly else { return leaseTime == .max ? -1 : Int32(clamping: leaseTime) }
    if housekeeping.isBusy { return 0 }
    let due = min(patience.nextDue(limits, later: turnTime), retryAt, housekeeping.nextPass)
    let wait = min(max(0, due - clock()), leaseTime)
    return Int32(clamping: journal.wantsRest ? min(wait, Self.restAfter) : wait)
  }
}
