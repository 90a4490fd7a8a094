import Journal
import Logging
import Reactor
import Synchronization
import Wire

/// Answers `#historico` and lets returning sessions catch up, from the journal.
///
/// Runs on a thread of its own, so that rendering old entries is none of the journal thread's work; it only
/// reads, and shares nothing with the journal thread but the journal's reader.
final class HistoryReader: Sendable {
  /// `#historico` gives back at most 128 KiB, the newest (protocol.md).
  static let historyBytes = 128 << 10
  /// Queries that wait at the most. A connection has one under way at a time, so more means that everybody
  /// asks at once; the asker then tries again.
  static let queryLimit = 1 << 16
  /// Parts of what sessions missed, before a `#historico` has its turn.
  private static let partsInARow = 16

  let inbox: Inbox<HistoryQuery>
  private let reader: any JournalReader
  private let phrases: Phrases
  private let log: Logger
  private let journalThread: Inbox<Request>
  private let ioThreads: [Inbox<Delivery>]
  private let pieces: PieceBudget
  private let cacheBytes: Int
  /// How often private messages were erased.
  private let erasures = Atomic(0)

  /// - Parameters:
  ///   - pieces: bounds what there is of the log in pieces.
  ///   - cacheBytes: how much of that nobody need be waiting for.
  init(
    reader: any JournalReader, phrases: Phrases, log: Logger, journalThread: Inbox<Request>,
    ioThreads: [Inbox<Delivery>], pieces: PieceBudget, cacheBytes: Int
  ) throws(SystemError) {
    inbox = try Inbox(limit: Self.queryLimit)
    self.reader = reader
    self.phrases = phrases
    self.log = log
    self.journalThread = journalThread
    self.ioThreads = ioThreads
    self.pieces = pieces
    self.cacheBytes = cacheBytes
  }

  /// Lets no private message be shown out of memory that the journal has erased; called after it has, from
  /// any thread.
  func forgetWhispers() {
    erasures.add(1, ordering: .releasing)
    inbox.wake()
  }

  /// What its thread is to wait with, to be made before anybody can connect: later there may be no descriptor
  /// left for it.
  func makePoller() throws(SystemError) -> Poller {
    let poller = try Poller(capacity: 1)
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
    return poller
  }

  /// Answers until `stop` says so.
  func run(_ poller: inout Poller, until stop: Flag) throws(SystemError) {
    var missed = MissedReader(reader: reader, budget: pieces, cacheBytes: cacheBytes)
    var erased = 0
    var drained: [HistoryQuery] = []
    var commands = Queue<HistoryQuery>()
    var returning = Queue<HistoryQuery>()
    var isHeldUp = false
    while !stop.isSet {
      // Nobody tells when a piece is let go, which may be on any thread; but it never takes long, since no
      // connection holds one that its socket does not take.
      let isIdle = commands.isEmpty && returning.isEmpty
      _ = try poller.wait(timeoutMilliseconds: isIdle ? -1 : commands.isEmpty && isHeldUp ? 1 : 0)
      if returning.count < Self.queryLimit { inbox.drain(into: &drained) }
      for query in drained {
        if case .missed = query.kind { returning.append(query) } else { commands.append(query) }
      }
      drained.removeAll(keepingCapacity: true)
      let now = erasures.load(ordering: .acquiring)
      if now != erased { missed.forgetWhispers() }
      erased = now
      // In turns, so that neither waits for all of the other.
      if let query = commands.first {
        commands.removeFirst()
        answer(query, unless: stop)
      }
      isHeldUp = !answer(&returning, with: &missed, unless: stop)
    }
  }

  private func answer(_ query: HistoryQuery, unless stop: Flag) {
    let request: Request
    switch query.kind {
    case .missed: return
    case .messages(let number, let count):
      let bytes = orLog { () throws(JournalError) in try history(query, count: count) }
      request = Request(connection: query.connection, number: number, kind: .historyRead(bytes))
    case .waiting(let messages):
      let lines = orLog { () throws(JournalError) in try waiting(messages, for: query.viewer.session) }
      request = Request(connection: query.connection, number: 0, kind: .waitingRead(lines))
    }
    journalThread.postPatiently(request, unless: stop)
  }

  /// Answers the first of the queries; false where the next one has to wait until pieces are let go.
  private func answer(
    _ queries: inout Queue<HistoryQuery>, with missed: inout MissedReader, unless stop: Flag
  ) -> Bool {
    for _ in 0..<Self.partsInARow {
      guard let query = queries.first, case .missed(let start) = query.kind else { break }
      let part: MissedPart?
      do throws(JournalError) {
        part = try missed.part(for: query.viewer, after: start, through: query.through)
        if part == nil { return false }
      } catch {
        logUnreadable(error)
        part = nil
      }
      queries.removeFirst()
      ioThreads[query.connection.thread].postPatiently(.missed(query.connection, part), unless: stop)
    }
    return true
  }

  /// What was read; nil, and a line in the log, where the journal cannot be read.
  private func orLog<Read>(_ read: () throws(JournalError) -> Read) -> Read? {
    do throws(JournalError) {
      return try read()
    } catch {
      logUnreadable(error)
      return nil
    }
  }

  private func logUnreadable(_ error: JournalError) {
    log.error("the journal cannot be read", metadata: ["error": "\(error)"])
  }

  /// Those of the messages that the journal still has.
  private func waiting(
    _ messages: [SequenceNumber], for session: SessionID
  ) throws(JournalError) -> WaitingLines {
    var lines = WaitingLines()
    for message in messages where message > .zero {
      let before = SequenceNumber(message.value - 1)
      for entry in try reader.entries(after: before, through: message, bytes: 0) {
        lines.append(entry, for: session)
      }
    }
    return lines
  }

  private func history(_ query: HistoryQuery, count: Int) throws(JournalError) -> [UInt8] {
    // A line is shorter than what its entry costs, by 64 bytes at the most (`Entry.cost`).
    let entries = try reader.messages(
      for: query.viewer, through: query.through, count: count, bytes: Self.historyBytes + 64 * count)
    var newest: [[UInt8]] = []
    // The plain notice in front counts too.
    var size = phrases.history(count: entries.count).utf8.count + 3
    for entry in entries.reversed() {
      var line: [UInt8] = []
      EntryRenderer.appendOld(entry, for: query.viewer.session, in: query.dialect, to: &line)
      size += line.count
      guard size <= Self.historyBytes else { break }
      newest.append(line)
    }
    var bytes: [UInt8] = []
    if query.dialect == .plain {
      PlainRenderer.appendNotice(phrases.history(count: newest.count), to: &bytes)
    }
    for line in newest.reversed() { bytes.append(contentsOf: line) }
    return bytes
  }
}
