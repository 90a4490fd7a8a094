import Journal
import Reactor
import Wire

/// Answers `#historico` and lets returning sessions catch up, from the journal.
///
/// Runs on a thread of its own, so that rendering old entries is none of the journal thread's work; it only
/// reads, and shares nothing with the journal thread but the journal's reader.
final class HistoryReader: Sendable {
  /// `#historico` gives back at most 128 KiB, the newest (protocol.md).
  static let historyBytes = 128 << 10
  /// A part of what a session missed: with so much a returning client occupies at a time, however far behind
  /// it is.
  static let partBytes = 64 << 10
  /// Queries that wait at the most. A connection has one under way at a time, so more means that everybody
  /// asks at once; the asker then tries again.
  static let queryLimit = 1 << 16

  let inbox: Inbox<HistoryQuery>
  private let reader: any JournalReader
  private let phrases: Phrases
  private let journalThread: Inbox<Request>
  private let ioThreads: [Inbox<Delivery>]

  init(
    reader: any JournalReader, phrases: Phrases, journalThread: Inbox<Request>, ioThreads: [Inbox<Delivery>]
  ) throws(SystemError) {
    inbox = try Inbox(limit: Self.queryLimit)
    self.reader = reader
    self.phrases = phrases
    self.journalThread = journalThread
    self.ioThreads = ioThreads
  }

  /// Answers until `stop` says so.
  func run(until stop: StopFlag) throws(SystemError) {
    var poller = try Poller(capacity: 1)
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
    var queries: [HistoryQuery] = []
    while !stop.isSet {
      _ = try poller.wait(timeoutMilliseconds: -1)
      inbox.drain(into: &queries)
      for query in queries { answer(query, unless: stop) }
      queries.removeAll(keepingCapacity: true)
    }
  }

  private func answer(_ query: HistoryQuery, unless stop: StopFlag) {
    switch query.kind {
    case .messages(let number, let count):
      let bytes = history(query, count: count)
      journalThread.postPatiently(
        Request(connection: query.connection, number: number, kind: .historyRead(bytes)), unless: stop)
    case .missed(let start):
      let part = missed(query, after: start)
      ioThreads[query.connection.thread].postPatiently(.missed(query.connection, part), unless: stop)
    }
  }

  private func history(_ query: HistoryQuery, count: Int) -> [UInt8] {
    // A line is shorter than what its entry costs, by 64 bytes at the most (`Entry.cost`).
    let entries = reader.messages(
      for: query.session, through: query.through, count: count, bytes: Self.historyBytes + 64 * count)
    var newest: [[UInt8]] = []
    // The plain notice in front counts too.
    var size = phrases.history(count: entries.count).utf8.count + 3
    for entry in entries.reversed() {
      var line: [UInt8] = []
      EntryRenderer.appendOld(entry, for: query.session, in: query.dialect, to: &line)
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

  private func missed(_ query: HistoryQuery, after start: SequenceNumber) -> MissedPart {
    let entries = reader.entries(after: start, through: query.through, bytes: Self.partBytes)
    var bytes: [UInt8] = []
    // Asked after reading: what was trimmed in between is told as missing only where it was not read.
    if let oldest = reader.oldest(), oldest.value > start.value + 1 {
      let next = min(oldest, entries.first?.sequence ?? oldest)
      if next.value > start.value + 1 {
        NumberedRenderer.appendSetting("gap", "\(start.value + 1)", "\(next.value - 1)", to: &bytes)
      }
    }
    for entry in entries { EntryRenderer.appendMissed(entry, for: query.session, to: &bytes) }
    // Entries that were struck leave holes, so an empty answer means that there is nothing more to show.
    return MissedPart(bytes: bytes, through: entries.last?.sequence ?? query.through)
  }
}
