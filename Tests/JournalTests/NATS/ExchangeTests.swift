import Journal
import Synchronization
import Testing

@testable import JournalNATS

@Suite("What came of a stream, and the drafts without an answer")
struct ExchangeTests {
  let exchange = Exchange(writer: 1)

  /// Of a session of its own, unless one is named.
  func entry(
    _ draft: UInt64, writer: UInt64 = 1, _ text: String = "a", of session: SessionID? = nil
  ) -> StreamEntry {
    let session = session ?? SessionID(high: 1, low: draft)
    return StreamEntry(
      writer: writer, milliseconds: 0,
      draft: Draft(id: draft, session: session, number: 0, event: .said(text)))
  }

  @discardableResult
  func expect(
    _ drafts: UInt64..., of session: SessionID? = nil, since: Int64 = 0, sent: Int64? = 0
  ) -> [UInt64] {
    let drafts = drafts.map { UnansweredDrafts.Unanswered(entry($0, of: session), since: since) }
    return exchange.expect(drafts, sent: sent).map(\.entry.draft.id)
  }

  /// The draft that is to be sent then.
  @discardableResult
  func arrive(_ entry: StreamEntry, at sequence: UInt64, now: Int64 = 0) throws -> UInt64? {
    exchange.arrive(try Arrival("entry", entry.bytes, sequence), at: now)?.entry.draft.id
  }

  /// It comes back, and JetStream says that it is there.
  @discardableResult
  func store(_ entry: StreamEntry, at sequence: UInt64, now: Int64 = 0) throws -> UInt64? {
    #expect(try arrive(entry, at: sequence, now: now) == nil)
    return acknowledge(entry.draft.id, at: sequence, readThrough: sequence, now: now)
  }

  /// What failed since it was asked last.
  func failed() -> [UInt64] { exchange.take().failed.map(\.id) }

  @discardableResult
  func acknowledge(
    _ draft: UInt64, at sequence: UInt64, readThrough position: UInt64, now: Int64 = 0
  ) -> UInt64? {
    exchange.acknowledge(draft, at: sequence, readThrough: position, now: now)?.entry.draft.id
  }

  func resend(before time: Int64, at now: Int64, readThrough position: UInt64 = 0) -> [UInt64] {
    exchange.resend(before: time, at: now, readThrough: position).map(\.entry.draft.id)
  }

  func drafts(_ taken: Exchange.Taken) -> [UInt64?] {
    taken.arrivals.map {
      guard case .entry(_, let draft) = $0.content else { return nil }
      return draft
    }
  }

  @Test("are answered once, and only by what this node wrote")
  func own() throws {
    expect(5, 6)
    try arrive(entry(5, writer: 2), at: 10)
    try store(entry(5), at: 11)
    try arrive(entry(5), at: 12)
    #expect(drafts(exchange.take()) == [nil, 5, nil])
    #expect(exchange.take().arrivals.isEmpty)
    #expect(exchange.hasDoubts(before: 1))
    try store(entry(6), at: 13)
    #expect(!exchange.hasDoubts(before: .max))
  }

  @Test("wake the owner for the first that comes, for a failure and for the end")
  func wakes() throws {
    let wakes = Mutex(0)
    exchange.wake { wakes.withLock { $0 += 1 } }
    try arrive(entry(1), at: 1)
    try arrive(entry(2), at: 2)
    #expect(wakes.withLock { $0 } == 1)
    _ = exchange.take()
    try arrive(entry(3), at: 3)
    #expect(wakes.withLock { $0 } == 2)
    expect(7)
    #expect(exchange.fail(7, at: 0) == nil)
    #expect(wakes.withLock { $0 } == 3)
    exchange.stop(JournalError(.failed, ""))
    exchange.stop(JournalError(.failed, ""))
    try arrive(entry(4), at: 4)
    #expect(wakes.withLock { $0 } == 4)
    let taken = exchange.take()
    #expect(taken.arrivals.count == 1 && taken.failed.map(\.id) == [7] && taken.stopped?.kind == .failed)
  }

  @Test("are looked for where they are refused, and fail where they are not there")
  func refused() throws {
    expect(1, 2)
    exchange.refuse(1)
    exchange.refuse(2)
    exchange.refuse(9)
    #expect(failed() == [])
    #expect(exchange.hasDoubts(before: 0))
    try store(entry(2), at: 10)
    // They have been looked for then.
    #expect(resend(before: 0, at: 5).isEmpty)
    #expect(failed() == [1])
  }

  @Test("fail where the stream has them at a place that was read without them")
  func removed() {
    expect(1, 2)
    #expect(acknowledge(1, at: 10, readThrough: 10) == nil)
    #expect(acknowledge(2, at: 11, readThrough: 10) == nil)
    #expect(acknowledge(3, at: 1, readThrough: 10) == nil)
    #expect(failed() == [1])
    #expect(resend(before: 5, at: 6, readThrough: 11).isEmpty)
    #expect(failed() == [2])
  }

  @Test("are sent again in their order, those that were sent so long ago or never")
  func resent() throws {
    expect(1, sent: 10)
    expect(2, sent: 20)
    expect(3, sent: nil)
    #expect(!exchange.hasDoubts(before: 10))
    #expect(exchange.hasDoubts(before: 11))
    #expect(resend(before: 20, at: 30) == [1, 3])
    #expect(resend(before: 30, at: 30) == [2])
    #expect(resend(before: 30, at: 30) == [])
    exchange.note(2, sent: nil)
    #expect(resend(before: 30, at: 30) == [2])
    try store(entry(2), at: 1)
    exchange.doubtAll()
    #expect(resend(before: 0, at: 30) == [1, 3])
  }

  @Test("are full at 8 MiB")
  func full() throws {
    let text = String(repeating: "a", count: 4096)
    let cost = 64 + 3 + text.utf8.count
    for sequence in 1...UInt64(Exchange.byteLimit / cost) { try arrive(entry(sequence, text), at: sequence) }
    #expect(!exchange.isFull)
    try arrive(entry(9, text), at: 1 << 30)
    #expect(exchange.isFull)
    _ = exchange.take()
    #expect(!exchange.isFull)
  }

  @Test("remember nothing of many that were answered")
  func many() {
    var drafts = UnansweredDrafts()
    for id in 1...UInt64(10_000) {
      #expect(drafts.append(UnansweredDrafts.Unanswered(entry(id), since: 0), sent: 0) != nil)
      if id > 3 { #expect(drafts.remove(id - 3) != nil) }
    }
    #expect(drafts.remove(1) == nil)
    #expect(drafts.doubtful(before: 1).map(\.entry.draft.id) == [9_998, 9_999, 10_000])
  }

  @Test("wait since they were submitted, however often they are sent")
  func waited() throws {
    expect(1)
    expect(2, since: 10, sent: 10)
    exchange.note(1, sent: 50)
    #expect(exchange.hasWaited(since: 1))
    try store(entry(1), at: 1)
    #expect(!exchange.hasWaited(since: 10))
    #expect(exchange.hasWaited(since: 11))
    try store(entry(2), at: 2)
    #expect(!exchange.hasWaited(since: .max))
  }

  @Test("are under way one at a time of each session, in their order")
  func order() throws {
    let (ana, beto) = (SessionID(high: 1, low: 1), SessionID(high: 1, low: 2))
    #expect(expect(1, 2, 3, of: ana) == [1])
    #expect(expect(4, of: beto) == [4])
    #expect(expect(5, of: ana) == [])
    #expect(try store(entry(4, of: beto), at: 1) == nil)
    #expect(expect(6, of: beto) == [6])
    // What is held is not sent again either.
    exchange.doubtAll()
    #expect(resend(before: 0, at: 10) == [1, 6])
    #expect(try store(entry(1, of: ana), at: 2, now: 20) == 2)
    #expect(resend(before: 20, at: 30) == [6])
    #expect(resend(before: 21, at: 30) == [2])
    #expect(acknowledge(2, at: 1, readThrough: 2) == 3)
    exchange.refuse(3)
    #expect(resend(before: 0, at: 40) == [5])
    #expect(exchange.fail(5, at: 0) == nil)
    #expect(failed() == [2, 3, 5])
    #expect(expect(7, of: ana) == [7])
  }

  @Test("are sent when there is a server again, and those that were held for them after that")
  func absent() throws {
    let ana = SessionID(high: 1, low: 1)
    #expect(expect(1, 2, of: ana, sent: nil) == [])
    #expect(resend(before: 0, at: 5) == [1])
    #expect(resend(before: 5, at: 6) == [])
    // What was refused makes way where it is not found.
    exchange.refuse(1)
    #expect(resend(before: 0, at: 8) == [2])
    #expect(failed() == [1])
  }

  @Test("wait since they were submitted, or since they are not held any more")
  func held() throws {
    let ana = SessionID(high: 1, low: 1)
    expect(1, 2, of: ana)
    #expect(try store(entry(1, of: ana), at: 1, now: 50) == 2)
    #expect(!exchange.hasWaited(since: 50))
    #expect(exchange.hasWaited(since: 51))
  }
}
