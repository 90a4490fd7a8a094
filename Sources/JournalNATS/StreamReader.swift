import Glibc
import Journal
import Reactor

/// Reads the stream from one place on, in its order and without a gap, and sees to it that each draft gets
/// its answer. The thread that opens the journal has it, and hands it over to one of its own.
///
/// It has a consumer of the engine's, which pushes; whatever is wrong with one, a gap, silence, a connection
/// that broke, it makes another one that goes on where this one was. What became of a draft that has no
/// answer is looked up in the stream itself: it is read as far as it goes now, and only what is not in it is
/// sent again, under the same name, so that the engine knows it should the first one come late. One that has
/// come back without an acknowledgement is asked for: it is in the stream where the server that leads it has
/// it, and if that has another message there, the reader's server has a log of its own.
struct StreamReader: Sendable {
  /// The engine says so often that it is there, in milliseconds.
  static let heartbeat: Int64 = 1_000
  /// Without a word for so long, the consumer is made anew.
  static let silence = 3 * heartbeat
  /// A draft without an answer for so long is looked for.
  static let doubtTime: Int64 = 5_000
  /// What failed is tried again after so long.
  static let retryTime: Int64 = 500
  /// Where a draft has no answer for so long, or no consumer comes to be, another server may do better. It is
  /// longer than servers need to agree anew who leads.
  static let stuckTime: Int64 = 8_000
  /// What is not about a message is attended to so often.
  static let attention: Int64 = 50

  private let connection: NATSConnection
  private let exchange: Exchange
  private let name: String
  private let lossTime: Int64
  /// How far the stream has been read.
  private(set) var position: UInt64
  private var progress = ConsumerProgress(0)
  private var heard: Int64 = 0
  private var reconnects: UInt64 = 0
  private var isBroken = true
  /// When the connection was made, or could not be made to another server.
  private var connectedAt = Clock.monotonicMilliseconds
  private var retryAt: Int64 = 0
  private var shorterSince: Int64?
  private var attendedAt: Int64 = 0
  /// Drafts that were sent before `time` are in doubt until the stream has been read through `end`.
  private var doubt: (end: UInt64, time: Int64)?

  /// - Parameters:
  ///   - position: how far it was read before.
  ///   - name: what the stream is called in errors.
  ///   - lossTime: see `NATSSettings`.
  init(
    _ connection: NATSConnection, _ exchange: Exchange, after position: UInt64, name: String, lossTime: Int64
  ) {
    self.connection = connection
    self.exchange = exchange
    self.position = position
    self.name = name
    self.lossTime = lossTime
  }

  /// Reads until the exchange is closed or stopped.
  mutating func run() {
    do throws(JournalError) {
      while !exchange.isClosing, !exchange.isStopped {
        // Bounded memory: while the owner is behind, or what came first waits for its acknowledgement, the
        // engine is told nothing and sends nothing more.
        if exchange.isFull {
          usleep(1_000)
          heard = Clock.monotonicMilliseconds
          attendInTime()
        } else {
          try step(Self.attention)
        }
      }
    } catch {
      exchange.stop(error)
    }
  }

  /// Takes what comes within so many milliseconds, and attends to all else.
  mutating func step(_ milliseconds: Int64) throws(JournalError) {
    attendInTime()
    let message: NATSMessage?
    do throws(NATSFailure) {
      message = try connection.next(milliseconds)
    } catch {
      guard !exchange.isClosing else { return }
      throw JournalError(.failed, "\(name): the connection is closed for good")
    }
    if let message { try take(message) }
  }

  private mutating func take(_ message: NATSMessage) throws(JournalError) {
    switch message {
    case .stored(let subject, let bytes, let sequence, let delivered, let generation):
      guard generation == progress.generation, !isBroken else { return }
      heard = Clock.monotonicMilliseconds
      switch progress.take(sequence, delivered: delivered, readThrough: position) {
      case .new:
        guard isNothing(before: sequence) else { return isBroken = true }
        try arrive(subject, bytes, sequence, heard)
      case .known: break
      case .broken: isBroken = true
      }
    case .heartbeat(let sequence, let delivered, let generation):
      guard generation == progress.generation, !isBroken else { return }
      heard = Clock.monotonicMilliseconds
      guard progress.hasAll(delivered), isNothing(before: sequence + 1) else { return isBroken = true }
      // Beyond the last message that came there may be numbers whose messages are gone.
      position = max(position, sequence)
    case .acknowledged(let draft, let sequence):
      let now = Clock.monotonicMilliseconds
      send(exchange.acknowledge(draft, at: sequence, readThrough: position, now: now))
    case .refused(let draft): exchange.refuse(draft)
    case .untaken(let draft): exchange.note(draft, sent: nil)
    case .other: break
    }
  }

  /// Whether there is no message between what has been read and that number, so that a consumer may go on
  /// behind it. The consumers of nats-server before 2.9.12 also pass over messages that are there, when
  /// somebody purges a subject.
  private func isNothing(before end: UInt64) -> Bool {
    guard end > position + 1 else { return true }
    do throws(NATSFailure) {
      return try connection.first(from: position + 1).map { $0 >= end } ?? true
    } catch {
      return false
    }
  }

  private mutating func arrive(
    _ subject: String, _ bytes: [UInt8], _ sequence: UInt64, _ now: Int64
  ) throws(JournalError) {
    position = sequence
    do throws(JournalError) {
      send(exchange.arrive(try Arrival(subject, bytes, sequence), at: now))
    } catch {
      throw JournalError(error.kind, "\(name), number \(sequence): \(error)")
    }
  }

  /// Does what is due now and then, and is tried again later where it fails.
  private mutating func attendInTime() {
    let now = Clock.monotonicMilliseconds
    guard now - attendedAt >= Self.attention else { return }
    attendedAt = now
    guard connection.isConnected else { return }
    noteReconnection(now)
    if progress.generation > 0, now - heard > Self.silence { isBroken = true }
    guard now >= retryAt else { return }
    do throws(NATSFailure) {
      try attend(now)
    } catch {
      retryAt = Clock.monotonicMilliseconds + Self.retryTime
    }
    // Nothing was read meanwhile, so that the engine was not silent.
    if !isBroken { heard += Clock.monotonicMilliseconds - now }
  }

  private mutating func noteReconnection(_ now: Int64) {
    let reconnects = connection.reconnects
    guard reconnects != self.reconnects else { return }
    self.reconnects = reconnects
    connectedAt = now
    isBroken = true
    exchange.doubtAll()
  }

  private mutating func attend(_ now: Int64) throws(NATSFailure) {
    // Nothing is read then: that nothing has its answer says nothing of the server.
    guard !exchange.isFull else { return try confirm(now) }
    if isStuck(now) {
      // Where no other one answers, this one has its chance again.
      connectedAt = now
      return try connection.move()
    }
    if isBroken { try consume(now) }
    try confirm(now)
    if let (end, time) = doubt, position >= end {
      doubt = nil
      resend(before: time, now)
    }
    if doubt == nil, exchange.hasDoubts(before: now - Self.doubtTime) { doubt = (try last(), now) }
  }

  private func isStuck(_ now: Int64) -> Bool {
    let time = now - Self.stuckTime
    guard connectedAt < time else { return false }
    return isBroken && heard < time || exchange.hasWaited(since: time)
  }

  /// Goes on reading behind what has been read, through a consumer of its own.
  private mutating func consume(_ now: Int64) throws(NATSFailure) {
    let last = try last()
    guard last >= position else { return miss(last, now) }
    shorterSince = nil
    progress = ConsumerProgress(progress.generation + 1)
    try connection.consume(progress.generation, from: position + 1, heartbeat: Self.heartbeat)
    heard = Clock.monotonicMilliseconds
    isBroken = false
  }

  /// Asks for what has come back and was not acknowledged, for a while. Where the stream goes on behind it
  /// and it is gone, somebody has removed it, since it did not count; where the stream ends before it, the
  /// server that leads is asked again later. One that was cut off and still takes itself for the leader has
  /// stored nothing since.
  private mutating func confirm(_ now: Int64) throws(NATSFailure) {
    let drafts = exchange.unconfirmed(before: now - Self.doubtTime)
    guard !drafts.isEmpty else { return }
    // Before they are asked for: what is stored meanwhile is no sign that they are gone.
    let last = try last()
    for draft in drafts {
      guard let sequence = draft.returned?.sequence else { continue }
      guard sequence <= last else { return retryAt = now + Self.retryTime }
      if let message = try connection.get(sequence) {
        guard case .stored(_, draft.bytes, _, _, _) = message else { return fork(at: sequence) }
      }
      let asked = Clock.monotonicMilliseconds
      send(exchange.confirm(draft.entry.draft.id, at: asked))
      guard asked - now < Self.attention else { return }
    }
  }

  private func fork(at sequence: UInt64) {
    exchange.stop(
      JournalError(
        .corrupt,
        """
        \(name), number \(sequence): this node's server has another message there than the one that leads: \
        two versions share the stream
        """))
  }

  private func resend(before time: Int64, _ now: Int64) {
    for draft in exchange.resend(before: time, at: now, readThrough: position) { send(draft) }
  }

  private func send(_ draft: UnansweredDrafts.Unanswered?) {
    guard let draft else { return }
    DraftSender(connection: connection, exchange: exchange).send(draft)
  }

  /// The number of the stream's newest message, which may be gone.
  private func last() throws(NATSFailure) -> UInt64 {
    guard let stream = try connection.stream() else {
      throw NATSFailure(kind: .nothing, code: 0, text: "the stream is gone")
    }
    return stream.last
  }

  /// The engine gives back less than it has told us of.
  private mutating func miss(_ last: UInt64, _ now: Int64) {
    let since = shorterSince ?? now
    shorterSince = since
    retryAt = now + Self.retryTime
    guard now - since >= lossTime else { return }
    exchange.stop(
      JournalError(
        .corrupt, "\(name): the stream ends at \(last), but had been read through \(position)"))
  }
}
