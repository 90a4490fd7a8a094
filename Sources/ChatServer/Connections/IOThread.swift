import Journal
import Logging
import Reactor
import TLS
import Wire

/// Owns its share of the connections, their sockets and their TLS sessions, and runs on one thread; no other
/// touches them. What it reads becomes requests for the journal thread; what it writes comes from the batches
/// that the journal thread posts, and from what a single connection is told.
///
/// A round: see what is ready, read and handle lines, post the requests together, take what was delivered,
/// see to what is due, and write once to each connection for which there is something.
final class IOThread {
  /// Deliveries that wait at the most; the journal thread then waits.
  static let deliveryLimit = 1 << 16
  /// Bytes read from one connection before the others have their turn.
  static let readBudget = 64 << 10
  /// Milliseconds of a round after which no more handshakes are begun or gone on with in it: each costs as
  /// much as a hundred messages.
  static let handshakeShare: Int64 = 4
  /// Bytes of what sessions missed that are written in a round, before those who read the log have their turn
  /// again: a fraction of a millisecond's worth.
  static let returningBudget = 64 << 10
  /// Bytes of it for one connection, before the others have theirs.
  static let returningTurn = 64 << 10
  /// Bytes of batches that come before it is looked which of them have nothing for anybody any more.
  static let readBytes = 64 << 10
  /// The same for each connection, where there are so many that looking takes long.
  static let readBytesPerConnection = 64
  /// What fits into one TLS record (RFC 8446, section 5.1), and so into one write.
  static let recordBytes = 16_384
  /// From so many readers of the log on, to write to all of them takes longer than a commit to the disk. News
  /// then waits up to `companyTime` for what the journal thread is about, which else they would be written to
  /// for once more.
  static let companySize = 100
  /// Milliseconds.
  static let companyTime: Int64 = 1
  /// Requests that are posted together. A round's may be more than the journal thread's inbox ever holds,
  /// which would never take them.
  static let requestPart = JournalThread.requestLimit / 16
  /// The inbox's token; a connection's never has all bits set.
  private static let inboxToken = UInt64.max

  let index: Int
  let inbox: Inbox<Delivery>
  let journalThread: Inbox<Request>
  let history: Inbox<HistoryQuery>
  let acceptor: Inbox<AcceptorMessage>
  /// Set while others wait for a handshake to end.
  let isCrowded: Flag
  let buffers: BufferBudget
  private var context: TLSContext
  let limits: Limits
  /// Nil where the flood limit is off.
  let rates: Session.Rates?
  let phrases: Phrases
  let log: Logger

  var poller: Poller
  let outbox = TLSOutbox()
  var table: ConnectionTable
  /// Those who read the log, in no order.
  var live: [Connection] = []
  /// Those for whom there may be something to write.
  var dirty: [Connection] = []
  /// Those of the round before this one, while they are written to.
  var flushing: [Connection] = []
  /// Those with lines or bytes left that the socket will not announce.
  var backlog: [Connection] = []
  /// Those who catch up and have something to be sent, in the order of their turns.
  var returning = Queue<Connection>()
  /// Bytes that are left of the present one's turn.
  var turn = 0
  var ring: BatchRing
  var timers = TimerQueue()
  var requests: [Request] = []
  private var deliveries: [Delivery] = []
  var buffer = ReadBuffer()
  var staging: [UInt8] = []
  var now: Int64
  /// When what the log has for everybody is to be written; `.max` while there is nothing.
  var announceAt = Int64.max
  /// Milliseconds that it took last to write to everyone.
  var writingTime: Int64 = 0
  /// Requests that were posted so far.
  private(set) var posted: UInt64 = 0
  /// The first batch that came since everyone was last written to.
  var writtenThrough: UInt64 = 0
  /// Bytes of batches that came since everyone was last written to.
  var unwritten = 0
  /// At how many bytes of all batches it is looked next which of them have nothing for anybody any more.
  var forgetAt = readBytes
  var stopDeadline: Int64?
  var valve: LogValve

  init(
    index: Int, inbox: Inbox<Delivery>, journalThread: Inbox<Request>, history: Inbox<HistoryQuery>,
    acceptor: Inbox<AcceptorMessage>, isCrowded: Flag, buffers: BufferBudget, context: TLSContext,
    limits: Limits, phrases: Phrases, log: Logger
  ) throws(SystemError) {
    let poller = try Poller(capacity: 512)
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: Self.inboxToken)
    self.index = index
    self.inbox = inbox
    self.journalThread = journalThread
    self.history = history
    self.acceptor = acceptor
    self.isCrowded = isCrowded
    self.buffers = buffers
    self.context = context
    self.limits = limits
    rates = Session.Rates(limits)
    self.phrases = phrases
    self.log = log
    self.poller = poller
    table = ConnectionTable(thread: index)
    ring = BatchRing(limit: limits.ringBytes)
    now = Clock.monotonicMilliseconds
    valve = LogValve(now: now)
    staging.reserveCapacity(Self.recordBytes)
  }

  /// Runs until everything was said after a `stop`.
  func run() throws(SystemError) {
    while !isFinished {
      let count = try poller.wait(timeoutMilliseconds: timeout())
      now = Clock.monotonicMilliseconds
      for index in 0..<count {
        let event = poller.event(at: index)
        if event.token != Self.inboxToken { handle(event) }
      }
      workOffBacklog()
      postRequests()
      takeDeliveries()
      expireTimers()
      relieveBuffers()
      flushDirty()
      flushReturning()
      sendOutbox()
      postRequests()
    }
    for connection in table.all { drop(connection, .stopped) }
  }

  private var isFinished: Bool {
    guard let stopDeadline else { return false }
    return table.count == 0 || now >= stopDeadline
  }

  private func timeout() -> Int32 {
    guard backlog.isEmpty, returning.isEmpty else { return 0 }
    let due = min(timers.nextDue ?? .max, announceAt, stopDeadline ?? .max)
    return due == .max ? -1 : Int32(clamping: max(0, due - now))
  }

  private func handle(_ event: Poller.Event) {
    guard let connection = table[ConnectionID(packed: event.token)] else { return }
    let isInVain = event.isReadable && !reads(connection)
    if event.isHangUp, !connection.isWatchedForReading {
      // Nothing is read while the connection is held up, and a hang-up would be reported without end: it is
      // looked at again when reading goes on.
      unwatch(connection)
      if connection.blockedSince != nil { drop(connection, .cut) }
      return
    }
    if case .handshaking = connection.phase {
      // It is reported again in the next round. A crowd that comes at once would else be in the way of all
      // who talk.
      guard Clock.monotonicMilliseconds - now < Self.handshakeShare else { return }
      handshake(connection)
    } else {
      if event.isWritable {
        connection.blockedSince = nil
        markDirty(connection)
      }
      if event.isReadable { read(connection) }
    }
    watch(connection, wasReadableInVain: isInVain)
    schedule(connection)
  }

  /// Hands the round's requests to the journal thread. Where its inbox is full, nothing is read until it has
  /// taken them, but what was delivered still goes out: this thread never waits for the journal thread in a
  /// way that could keep the journal thread waiting for it.
  private func postRequests() {
    while !requests.isEmpty {
      let isLast = requests.count <= Self.requestPart
      let part = isLast ? requests : Array(requests.prefix(Self.requestPart))
      guard journalThread.post(contentsOf: part) else {
        takeDeliveries()
        flushDirty()
        sendOutbox()
        // The journal thread has said its last word, and takes nothing any more.
        guard stopDeadline == nil else { return requests.removeAll() }
        _ = try? poller.wait(timeoutMilliseconds: 1)
        now = Clock.monotonicMilliseconds
        // That wait may have taken the inbox's edge, which comes but once.
        inbox.wake()
        continue
      }
      posted += UInt64(part.count)
      if isLast {
        requests.removeAll(keepingCapacity: true)
      } else {
        requests.removeFirst(Self.requestPart)
      }
    }
  }

  private func takeDeliveries() {
    inbox.drain(into: &deliveries)
    guard !deliveries.isEmpty else { return }
    for delivery in deliveries {
      switch delivery {
      case .accepted(let descriptor, let peer, let surplus): adopt(descriptor, peer, surplus)
      case .batch(let batch): take(batch)
      case .missed(let id, let part): take(part, for: id)
      case .owner(let id, let owner): note(owner, of: id)
      case .context(let context): self.context = context
      case .stop(let deadline): stop(deadline)
      }
    }
    deliveries.removeAll(keepingCapacity: true)
  }

  private func adopt(_ descriptor: Int32, _ peer: SocketAddress, _ surplus: Surplus?) {
    let socket = Socket(takingOwnership: descriptor)
    guard stopDeadline == nil, let id = table.nextID() else { return giveUp(peer, surplus) }
    do {
      let tls = try TLSConnection(context, fileDescriptor: descriptor, outbox: outbox)
      try poller.add(descriptor, [.readable], token: id.packed)
      let connection = Connection(
        id: id, caller: Caller(peer), surplus: surplus, socket: socket, tls: tls, rates: rates,
        now: now)
      table.insert(connection)
      schedule(connection)
    } catch {
      log.warning("connection not taken", metadata: ["from": "\(peer)", "error": "\(error)"])
      giveUp(peer, surplus)
    }
  }

  private func giveUp(_ peer: SocketAddress, _ surplus: Surplus?) {
    tellAcceptor(.ended(peer.ipAddress, surplus == nil ? .handshaking : .surplus, nil))
  }

  private func handshake(_ connection: Connection) {
    let progress: TLSProgress
    do {
      progress = try connection.tls.handshake()
    } catch {
      // OpenSSL has sent the alert; the peer is given time to read it.
      return linger(connection, .handshakeFailed(error))
    }
    switch progress {
    case .done: begin(connection)
    case .wantRead: connection.blockedSince = nil
    case .wantWrite: connection.blockedSince = now
    case .endOfStream: drop(connection, .cut)
    }
  }

  private func begin(_ connection: Connection) {
    let dialect: Dialect = connection.tls.applicationProtocol == nil ? .plain : .numbered
    let key = dialect == .numbered ? connection.tls.peerPin : nil
    let caller = key.map { Caller(connection.caller.address, key: $0) } ?? connection.caller
    connection.session = Session(dialect: dialect, caller: caller, rates: rates, now: now)
    connection.phase = .naming
    connection.namingSince = now
    connection.lastHeard = now
    if let surplus = connection.surplus {
      return close(connection, .surplus(surplus), saying: phrases.words(for: surplus))
    }
    connection.place = .unnamed
    tellAcceptor(.shookHands(connection.address))
    // The name may have come with the end of the handshake, and the socket will not announce it again.
    read(connection)
  }

  private func stop(_ deadline: Int64) {
    stopDeadline = deadline
    for connection in table.all {
      switch connection.phase {
      case .handshaking: drop(connection, .stopped)
      case .naming, .entering, .catchingUp:
        connection.say { phrases.appendServerStops(in: connection.dialect, to: &$0) }
        startClosing(connection, .stopped)
      case .live, .closing, .lingering: break
      }
    }
  }
}
