import Journal
import Logging
import Reactor
import TLS
import TestSupport
import Testing
import Wire

@testable import ChatServer

/// An owner for whom a private message waits, on the way in: what comes between asking and entering.
@Suite struct ComerTests {
  private let inbox: Inbox<Request>
  private let ioThread: Inbox<Delivery>
  private let history: Inbox<HistoryQuery>
  private let journal = MemoryJournal(room: RoomID(1)) { 1_000 }
  private let caller: Caller

  init() throws {
    inbox = try Inbox(limit: 100)
    ioThread = try Inbox(limit: 1_000)
    history = try Inbox(limit: 1)
    caller = Caller(.loopback(port: 1), key: PublicKeyPin(parsing: Sample.key(1).pin))
    // As if they had been there before the server was started.
    let events: [(Event, SessionID)] = [
      (Sample.joined("Ana", keys: 1), Sample.ana), (Sample.left("Ana"), Sample.ana),
      (Sample.joined("Beto", isResumable: false), Sample.beto),
      (.whispered(Sample.whisper("psiu", to: .owner(since: SequenceNumber(1)))), Sample.beto),
    ]
    for (event, session) in events {
      journal.interleave(Draft(id: 1, session: session, number: 0, event: event))
    }
  }

  @Test("What waits is asked for before the entering is proposed, and told with it")
  func read() throws {
    try run {
      try enter()
      var lines = WaitingLines()
      lines.append(try #require(try entries().first { $0.sequence == SequenceNumber(4) }), for: Sample.ana)
      inbox.post(request(.waitingRead(lines), number: 0))
      let said = try awaitInsert("= ready")
      #expect(said.contains("= kept 1\n~4 1000 [privado] Ana>Beto: psiu\n= session "))
    }
  }

  @Test("Where it cannot be read nobody is let in, since it would be taken for told")
  func unreadable() throws {
    try run {
      try enter()
      inbox.post(request(.waitingRead(nil), number: 0))
      let words = Phrases(.english).words(for: Refusal.notRead)
      #expect(try awaitInsert("!1 ") == "!1 not-stored \(words)\n")
    }
    #expect(try Restoration(of: journal).roster.bearer(of: Sample.bytes("ana")) == nil)
  }

  @Test("Where too many ask the history reader, the owner is to try again")
  func full() throws {
    let query = HistoryQuery(
      connection: Sample.connection(9), viewer: Viewer(Sample.caio), dialect: .plain, through: .zero,
      kind: .messages(number: 0, count: 1))
    history.post(query)
    try run {
      inbox.post(request(.enter(try Name("Ana"), .numbered, caller)))
      #expect(try awaitInsert("!1 ").hasPrefix("!1 too-fast "))
    }
  }

  @Test("Whoever is gone before it was read does not enter")
  func gone() throws {
    try run {
      try enter()
      inbox.post(request(.ended(.lost, isWaiting: false), number: 0))
      inbox.post(request(.waitingRead(WaitingLines()), number: 0))
      inbox.post(request(.enter(try Name("Rui"), .plain, Sample.caller), number: 0, slot: 2))
      _ = try awaitInsert("Rui")
    }
    #expect(try Restoration(of: journal).roster.bearer(of: Sample.bytes("ana")) == nil)
  }

  private func request(_ kind: Request.Kind, number: UInt64 = 1, slot: Int = 1) -> Request {
    Request(connection: Sample.connection(slot), number: number, kind: kind)
  }

  /// Asks to enter, and waits until what waits is asked for.
  private func enter() throws {
    inbox.post(request(.enter(try Name("Ana"), .numbered, caller)))
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var queries: [HistoryQuery] = []
    while queries.isEmpty, Clock.monotonicMilliseconds < deadline {
      history.drain(into: &queries)
      Pause.milliseconds(1)
    }
    guard case .waiting(let messages)? = queries.first?.kind else { throw HistoryBench.Unexpected() }
    #expect(messages == [SequenceNumber(4)])
  }

  private func entries() throws -> [Entry] {
    try journal.reader.entries(after: .zero, through: SequenceNumber(100), bytes: 1 << 20)
  }

  /// What single connections were told, up to a batch that has these words for them.
  private func awaitInsert(_ words: String) throws -> String {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var deliveries: [Delivery] = []
    while Clock.monotonicMilliseconds < deadline {
      ioThread.drain(into: &deliveries)
      for case .batch(let batch) in deliveries where Sample.text(batch.inserts).contains(words) {
        return Sample.text(batch.inserts)
      }
      Pause.milliseconds(1)
    }
    throw HistoryBench.Unexpected()
  }

  /// Runs the journal thread while `body` does, and stops it.
  private func run(_ body: () throws -> Void) throws {
    let room = try JournalThread(
      inbox: inbox, journal: journal, restoration: try Restoration(of: journal), limits: Limits(),
      retention: Retention(),
      phrases: Phrases(.english), log: .init(label: "test") { _ in SwiftLogNoOpLogHandler() },
      ioThreads: [ioThread], history: history, erased: {}, clock: { 1_000 })
    let thread = try Thread.start(name: "journal") { try? room.run() }
    defer { thread.join() }
    defer { inbox.post(request(.stop)) }
    try body()
  }
}
