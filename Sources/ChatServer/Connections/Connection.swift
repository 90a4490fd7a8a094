import Reactor
import TLS
import Wire

/// One person's connection: the socket, the TLS session on it, and how far each direction has come. Owned by
/// one `IOThread` and touched by no other.
final class Connection {
  // Each delivery looks at these, up to the session's dialect: they stand together, in two cache lines, since
  // a connection's memory has long been driven out when its turn comes again. What goes out, goes in this
  // order: the record that OpenSSL must be given again, the connection's own bytes, the log.
  let tls: TLSConnection
  var cursor = Cursor(batch: 0, offset: 0)
  var pending: [UInt8] = []
  var own: [UInt8] = []
  var ownStart = 0
  var edits = Queue<PendingEdit>()
  /// The socket took nothing since then; nil while it takes what it is given.
  var blockedSince: Int64?
  /// Since when there was always more for it than its socket took.
  var behindSince: Int64?
  /// The place in the thread's list of those who read the log.
  var liveIndex: Int?
  var session: Session

  let id: ConnectionID
  let surplus: Surplus?
  /// What the acceptor was told that it occupies.
  var place: Place
  let acceptedAt: Int64
  let socket: Socket
  var phase = Phase.handshaking

  // What comes in.
  var decoder = LineDecoder()
  /// A line that waits for the flood limit.
  var heldLine: [UInt8]?
  /// When the flood limit lets the next line pass; nil where it is not in the way.
  var resumesAt: Int64?
  /// Whether nothing more is to be read: the peer ended its side, or said `#sair`.
  var hasEnded = false
  var namesRefused = 0
  var namingSince: Int64 = 0
  var wasPrompted = false
  var lastHeard: Int64
  var pingedAt: Int64?
  var answeredPingAt: Int64 = .min / 2
  var lingerUntil: Int64 = .max
  var lingeredBytes = 0
  /// From the line that takes a session up until it reads the log.
  var catchingUp: CatchingUp?

  /// What `IOThread.count` has counted of `bufferedBytes`.
  var countedBytes = 0

  // Places in the thread's lists.
  var isDirty = false
  var isBacklogged = false
  var isReturning = false
  // What the poller was told. Two flags, since each round compares them.
  var isWatchedForReading = true
  var isWatchedForWriting = false
  var isWatched = true
  var scheduledAt = Int64.max

  init(
    id: ConnectionID, caller: Caller, surplus: Surplus?, socket: consuming Socket,
    tls: consuming TLSConnection, rates: Session.Rates?, now: Int64
  ) {
    self.id = id
    self.surplus = surplus
    place = surplus == nil ? .handshaking : .surplus
    self.socket = socket
    self.tls = tls
    acceptedAt = now
    lastHeard = now
    session = Session(dialect: .plain, caller: caller, rates: rates, now: now)
  }

  var dialect: Dialect { session.dialect }

  var caller: Caller { session.caller }

  /// Where it comes from, as the acceptor counts.
  var address: IPAddress { caller.address.ipAddress }

  var hasOwn: Bool { ownStart < own.count }

  /// Bytes that wait to be sent to it alone, and those that came of lines that were not handled.
  var bufferedBytes: Int {
    pending.count + tls.unsentCount + own.count + decoder.byteCount + (heldLine?.count ?? 0)
  }

  /// Lets go of all of these.
  func forgetBuffers() {
    pending = []
    own = []
    ownStart = 0
    decoder = LineDecoder()
    heldLine = nil
  }

  /// Whether it is being ended already.
  var isEnding: Bool {
    switch phase {
    case .closing, .lingering: true
    case .handshaking, .naming, .entering, .catchingUp, .live: false
    }
  }

  /// Whether lines may be handled now.
  var takesLines: Bool {
    guard !hasEnded, resumesAt == nil else { return false }
    switch phase {
    case .naming, .live: return true
    case .handshaking, .entering, .catchingUp, .closing, .lingering: return false
    }
  }

  /// Whether the journal thread knows of the connection and waits to be told of its end.
  var isKnownToRoom: Bool {
    switch phase {
    case .entering, .catchingUp, .live: true
    case .handshaking, .naming, .closing, .lingering: false
    }
  }

  /// Whether what there is for the connection begins with the batch of that index, without any edit. No other
  /// batch from `onlyNewsFrom` on and before it has news.
  func readsFrom(_ batch: UInt64, onlyNewsFrom: UInt64) -> Bool {
    onlyNewsFrom <= cursor.batch && cursor.batch <= batch && cursor.offset == 0 && edits.isEmpty
      && blockedSince == nil && !hasOwn && pending.isEmpty && liveIndex != nil
  }

  /// Whether all that there is for the connection is this batch, without any edit, and it fits into a record.
  /// No other batch from `onlyNewsFrom` on has news.
  func readsWhole(_ batch: Batch, onlyNewsFrom: UInt64) -> Bool {
    guard readsFrom(batch.index, onlyNewsFrom: onlyNewsFrom) else { return false }
    let count =
      switch dialect {
      case .plain: batch.plain.count
      case .numbered: batch.numbered.count
      }
    return count > 0 && count <= IOThread.recordBytes
  }

  /// Puts bytes, whole lines, in front of what the log still has for the connection.
  func say(_ render: (inout [UInt8]) -> Void) {
    render(&own)
  }

  /// Forgets the first `count` bytes of `own`, and gives its memory back once it is empty.
  func dropOwn(_ count: Int) {
    ownStart += count
    if ownStart == own.count {
      own = []
      ownStart = 0
    }
  }
}
