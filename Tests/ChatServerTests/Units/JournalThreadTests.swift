import Journal
import Logging
import Reactor
import TestSupport
import Testing
import Wire

@testable import ChatServer

/// What depends on the order in which threads post to the journal thread, posted in that order.
@Suite struct JournalThreadTests {
  private let inbox: Inbox<Request>
  private let ioThread: Inbox<Delivery>
  private let journal = MemoryJournal(room: RoomID(1)) { Clock.wallMilliseconds }

  init() throws {
    inbox = try Inbox(limit: 100)
    ioThread = try Inbox(limit: 1_000)
  }

  @Test("A session that was taken up before its older connection's end came is here, not away")
  func takenUpFirst() throws {
    let token = [UInt8](repeating: 7, count: 16)
    // As if the session had entered under that token before the server was started.
    journal.interleave(
      Draft(id: 1, session: SessionToken.session(of: token), number: 1, event: Sample.joined("Ana")))
    try run {
      try post(1, .resume(token: token, Sample.caller))
      try awaitEntries(3)
      try post(2, .resume(token: token, Sample.caller), after: 1, .ended(.lost, isWaiting: false))
      let entries = try awaitEntries(6)
      #expect(entries.map(\.event).suffix(4) == [.returned, .returned, .away(.lost), .returned])
      try post(2, .line(.say(try Text(Array("oi".utf8), allowingLineBreaks: false))), number: 2)
      #expect(try awaitEntries(7).last?.event == .said(name: Array("Ana".utf8), text: Array("oi".utf8)))
    }
  }

  @Test("Who asks to enter after everybody was told of the stop is not let in")
  func tooLate() throws {
    try run {
      inbox.post(contentsOf: [
        request(1, .stop), request(2, .enter(try Name("Ana"), .plain, Sample.caller), number: 0),
      ])
    }
    #expect(try journal.reader.oldest() == nil)
  }

  private func request(_ slot: Int, _ kind: Request.Kind, number: UInt64 = 1) -> Request {
    Request(connection: Sample.connection(slot), number: number, kind: kind)
  }

  private func post(_ slot: Int, _ kind: Request.Kind, number: UInt64 = 1) throws {
    inbox.post(request(slot, kind, number: number))
  }

  /// Two requests that the journal thread takes in one round.
  private func post(_ slot: Int, _ kind: Request.Kind, after older: Int, _ ended: Request.Kind) throws {
    inbox.post(contentsOf: [request(slot, kind), request(older, ended, number: 0)])
  }

  @discardableResult
  private func awaitEntries(_ count: Int) throws -> [Entry] {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while Clock.monotonicMilliseconds < deadline {
      let entries = try journal.reader.entries(after: .zero, through: SequenceNumber(100), bytes: 1 << 20)
      if entries.count >= count { return entries }
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
      ioThreads: [ioThread], history: try Inbox(limit: 10), erased: {})
    let thread = try Thread.start(name: "journal") { try? room.run() }
    defer { thread.join() }
    defer { inbox.post(request(1, .stop)) }
    try body()
  }
}
