import Journal
import Logging
import Reactor
import TestSupport
import Testing
import Wire

@testable import ChatServer

/// What a journal thread writes where others write into the same journal.
@Suite struct JournalThreadNodesTests {
  private let inbox: Inbox<Request>
  private let clock = SettableClock(1_000)
  /// Nobody's own: what it gives is what all have written.
  private let journal: MemoryJournal
  private let log: TestLog
  private let limits = Limits()

  init() throws {
    inbox = try Inbox(limit: 100)
    log = try TestLog()
    let clock = clock
    journal = MemoryJournal(room: RoomID(1)) { clock.milliseconds }
  }

  @Test("People of a node that is not alive are put away or leave, more of them than go at once")
  func swept() throws {
    let count = JournalThread.sweepLimit + 10
    for number in 1...count {
      // Every tenth one is plain.
      commit(7, Sample.joined("n\(number)", isResumable: number % 10 != 0), Sample.session(number))
    }
    try run {
      try waitFor(2 * count + 1)
      let swept = try entries().suffix(count)
      #expect(swept.allSatisfy { $0.writer == 5 })
      #expect(Set(swept.map(\.session)).count == count)
      #expect(swept.count { $0.event == .away(.lost) } == count - count / 10)
      #expect(swept.contains { $0.event == Sample.left("n10", .lost) })
    }
  }

  @Test("People of a node that is alive are left alone, also those whom the last life of this server had")
  func leftAlone() throws {
    commit(3, .nodeServes(node("b:1")), .server)
    commit(3, Sample.joined("Ana"), Sample.ana)
    try run {
      try enter(1, "Rui")
      #expect(try entries().map(\.writer) == [3, 3, 5, 5])
    }
  }

  @Test("Who is away leaves a second later by each node with a smaller number that could say so too")
  func patience() throws {
    for id: UInt64 in [2, 3, 9] { commit(id, .nodeServes(node("b:\(id)")), .server) }
    commit(2, Sample.joined("Ana"), Sample.ana)
    commit(2, .away(.lost), Sample.ana)
    try run {
      try enter(1, "Rui")
      clock.set(1_000 + limits.awayTime + 1_999)
      try enter(2, "Eva")
      #expect(try !entries().contains { $0.event.isLeft })
      clock.set(1_000 + limits.awayTime + 2_000)
      inbox.wake()
      try TestClock.wait("Ana leaves") { try entries().last?.event.isLeft == true }
      #expect(try entries().last?.writer == 5)
    }
  }

  @Test("Who is said to be here through this node without a connection is away")
  func noConnection() throws {
    try run {
      try waitFor(1)
      commit(5, Sample.joined("Ana"), Sample.ana)
      try TestClock.wait("Ana is away") { try entries().last?.event == .away(.lost) }
      #expect(try entries().last?.writer == 5)
    }
  }

  @Test("A node too many says so, and lets nobody in until there is a place for it")
  func tooMany() throws {
    for id in 1...Roster.nodeLimit { commit(100 + UInt64(id), .nodeServes(node("b:\(id)")), .server) }
    try run(lease: 300) {
      try TestClock.wait("the lease is lost") {
        log.take().contains { $0.hasPrefix("warning our lease is lost") }
      }
      inbox.post(
        Request(
          connection: Sample.connection(1), number: 1,
          kind: .enter(try Name("Ana"), .numbered, Sample.caller)))
      // One place is free, and taken with the next renewal.
      commit(101, .nodeEnded(node: 101, since: nil), .server)
      try TestClock.wait("the lease is back") {
        log.take().contains { $0.hasPrefix("notice our lease is back") }
      }
      try enter(2, "Rui")
      #expect(try entries().count { $0.event.isJoined } == 1)
    }
  }

  @Test("A stop says that the node serves no more, behind the end of its people")
  func stop() throws {
    try run { try enter(1, "Rui") }
    let last = try entries().suffix(2)
    #expect(last.map(\.event) == [.away(.shutdown), .nodeEnded(node: 5, since: nil)])
  }

  /// Longer than any test.
  private static let long = 2 * TestClient.patience

  private func node(_ address: String, lease: Int64 = long) -> Node {
    Node(address: Sample.bytes(address), pins: [Sample.key(1)], lease: lease)
  }

  private func commit(_ writer: UInt64, _ event: Event, _ session: SessionID) {
    journal.interleave(Draft(id: 1, session: session, number: 0, event: event), by: writer)
  }

  /// Somebody enters, and has when this returns.
  private func enter(_ slot: Int, _ name: String) throws {
    inbox.post(
      Request(
        connection: Sample.connection(slot), number: 1,
        kind: .enter(try Name(name), .numbered, Sample.caller)))
    try TestClock.wait("\(name) enters") {
      try entries().contains { entry in
        if case .joined(let identity) = entry.event { Sample.text(identity.name) == name } else { false }
      }
    }
  }

  private func entries() throws -> [Entry] {
    try journal.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
  }

  private func waitFor(_ count: Int) throws {
    try TestClock.wait("\(count) entries") { try entries().count >= count }
  }

  /// Runs the journal thread of node 5 while `body` does, and stops it.
  private func run(lease: Int64 = long, _ body: () throws -> Void) throws {
    let clock = clock
    let shared = MemoryJournal(sharing: journal, writer: 5)
    let room = try JournalThread(
      inbox: inbox, journal: shared, restoration: try Restoration(of: shared),
      node: node("a:1", lease: lease), limits: limits, retention: Retention(), phrases: Phrases(.english),
      log: log.logger,
      ioThreads: [try Inbox(limit: 1_000)], history: try Inbox(limit: 10), erased: {},
      clock: { clock.milliseconds })
    let thread = try Thread.start(name: "journal") { try? room.run() }
    defer { thread.join() }
    defer { inbox.post(Request(connection: Sample.connection(99), number: 0, kind: .stop)) }
    try body()
  }
}

extension Event {
  fileprivate var isLeft: Bool { if case .left = self { true } else { false } }

  fileprivate var isJoined: Bool { if case .joined = self { true } else { false } }
}
