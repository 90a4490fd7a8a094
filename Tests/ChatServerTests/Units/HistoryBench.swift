import Journal
import Reactor
import TestSupport
import Testing
import Wire

@testable import ChatServer

/// A history reader on its thread, and the inboxes that it answers to.
struct HistoryBench {
  let journal: MemoryJournal
  let journalThread: Inbox<Request>
  let ioThread: Inbox<Delivery>
  let reader: HistoryReader
  let pieces: PieceBudget
  let log: TestLog

  init(
    capacity: Int = 1 << 24, inboxLimit: Int = 100, pieceBytes: Int = 1 << 24,
    reader other: (any JournalReader)? = nil
  ) throws {
    journal = MemoryJournal(room: RoomID(1), capacity: capacity) { 1_000 }
    journalThread = try Inbox(limit: inboxLimit)
    ioThread = try Inbox(limit: inboxLimit)
    pieces = PieceBudget(limit: pieceBytes)
    log = try TestLog()
    reader = try HistoryReader(
      reader: other ?? journal.reader, phrases: Phrases(.english), log: log.logger,
      journalThread: journalThread, ioThreads: [ioThread], pieces: pieces, cacheBytes: 1 << 24)
  }

  /// Commits the events, Ana's unless said otherwise.
  func commit(_ events: [Event], by session: SessionID = Sample.ana) {
    journal.submit(events.map { Draft(id: 1, session: session, number: 0, event: $0) })
  }

  func ask(
    _ kind: HistoryQuery.Kind, through end: UInt64, for session: SessionID = Sample.beto,
    _ dialect: Dialect = .numbered
  ) {
    reader.inbox.post(
      HistoryQuery(
        connection: Sample.connection(4), viewer: Viewer(session), dialect: dialect,
        through: SequenceNumber(end), kind: kind))
  }

  /// Runs the reader while `body` does.
  func run(_ body: () throws -> Void) throws {
    let stop = Flag()
    let reader = reader
    var poller = try reader.makePoller()
    let thread = try Thread.start(name: "history") { try? reader.run(&poller, until: stop) }
    defer {
      stop.set()
      reader.inbox.wake()
      thread.join()
    }
    try body()
  }

  /// The next `count` answers to `#historico`: the number that each answers, and its lines.
  func answers(_ count: Int) throws -> [(number: UInt64, text: String)] {
    try Self.drain(journalThread, count).map { request in
      guard case .historyRead(let bytes) = request.kind else { throw Unexpected() }
      #expect(request.connection == Sample.connection(4))
      return (request.number, Sample.text(try #require(bytes)))
    }
  }

  /// The next `count` parts of what was missed.
  func parts(_ count: Int) throws -> [MissedPart] {
    try Self.drain(ioThread, count).map { delivery in
      guard case .missed(Sample.connection(4), let part) = delivery else { throw Unexpected() }
      return try #require(part)
    }
  }

  /// The next `count` deliveries to the I/O thread.
  func deliveries(_ count: Int) throws -> [Delivery] { try Self.drain(ioThread, count) }

  struct Unexpected: Error {}

  private static func drain<Element>(_ inbox: Inbox<Element>, _ count: Int) throws -> [Element] {
    var poller = try Poller(capacity: 1)
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
    var elements: [Element] = []
    inbox.drain(into: &elements)
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while elements.count < count {
      guard try poller.wait(until: deadline) else { throw Unexpected() }
      inbox.drain(into: &elements)
    }
    return elements
  }
}
