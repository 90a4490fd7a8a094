import Journal
import Logging
import Reactor
import TestSupport
import Testing
import Wire

@testable import ChatServer

/// How long a journal thread waits for those that the last life of the server left.
@Suite struct LastLifeTests {
  private let inbox: Inbox<Request>
  private let clock = SettableClock(1_000)
  private let journal: MemoryJournal
  private let limits = Limits()
  /// A day, so that nothing is trimmed.
  private let later: Int64 = 86_400_000

  init() throws {
    inbox = try Inbox(limit: 100)
    let clock = clock
    journal = MemoryJournal(room: RoomID(1)) { clock.milliseconds }
  }

  @Test("Who was away has the whole time again, and not a millisecond more")
  func away() throws {
    commit([Sample.joined("Ana"), .away(.lost)])
    clock.set(later)
    try run {
      try enter(1, "Rui")
      clock.set(later + limits.awayTime - 1)
      try enter(2, "Eva")
      // The round that let her in had nothing to propose.
      #expect(try entries().count == 4)
      clock.set(later + limits.awayTime)
      inbox.wake()
      try waitFor(5)
      #expect(
        try entries().last?.event == Sample.left("Ana", .lost, awaySince: SequenceNumber(2)))
    }
  }

  @Test("Who was gone has the whole time again, and not a millisecond more")
  func gone() throws {
    commit([Sample.joined("Ana"), .away(.lost), Sample.left("Ana", .lost, awaySince: SequenceNumber(2))])
    clock.set(later)
    try run {
      try enter(1, "Rui")
      clock.set(later + limits.sessionTime - 1)
      try enter(2, "Eva")
      #expect(try entries().count == 5)
      clock.set(later + limits.sessionTime)
      inbox.wake()
      try waitFor(6)
      #expect(try entries().last?.event == .ended(goneSince: SequenceNumber(3)))
    }
  }

  @Test("Who was here has the whole time too")
  func here() throws {
    commit([Sample.joined("Ana")])
    clock.set(later)
    try run {
      try waitFor(2)
      #expect(try entries().last?.event == .away(.shutdown))
      clock.set(later + limits.awayTime)
      inbox.wake()
      try waitFor(3)
      #expect(
        try entries().last?.event == Sample.left("Ana", .lost, awaySince: SequenceNumber(2)))
    }
  }

  private func commit(_ events: [Event]) {
    for event in events { journal.interleave(Draft(id: 1, session: Sample.ana, number: 0, event: event)) }
  }

  /// Somebody enters, and has when this returns.
  private func enter(_ slot: Int, _ name: String) throws {
    let count = try entries().count
    inbox.post(
      Request(
        connection: Sample.connection(slot), number: 1,
        kind: .enter(try Name(name), .numbered, Sample.caller)))
    try waitFor(count + 1)
  }

  private func entries() throws -> [Entry] {
    try journal.reader.entries(after: .zero, through: SequenceNumber(100), bytes: .max)
  }

  private func waitFor(_ count: Int) throws {
    try TestClock.wait("\(count) entries") { try entries().count >= count }
  }

  private func run(_ body: () throws -> Void) throws {
    let clock = clock
    let room = try JournalThread(
      inbox: inbox, journal: journal, restoration: try Restoration(of: journal), limits: limits,
      retention: Retention(), phrases: Phrases(.english),
      log: .init(label: "test") { _ in SwiftLogNoOpLogHandler() },
      ioThreads: [try Inbox(limit: 1_000)], history: try Inbox(limit: 10), erased: {},
      clock: { clock.milliseconds })
    let thread = try Thread.start(name: "journal") { try? room.run() }
    defer { thread.join() }
    defer {
      inbox.post(Request(connection: Sample.connection(99), number: 0, kind: .stop))
    }
    try body()
  }
}
