import Journal
import Synchronization
import Testing

@testable import JournalNATS

@Suite("What came of a stream, and the drafts without an answer")
struct ExchangeTests {
  private let exchange = Exchange(writer: 1)

  private func entry(_ draft: UInt64, writer: UInt64 = 1, _ text: String = "a") -> StreamEntry {
    StreamEntry(
      writer: writer, milliseconds: 0,
      draft: Draft(id: draft, session: .ana, number: 0, event: .said(text)))
  }

  private func expect(_ drafts: UInt64..., sent: Int64? = 0) {
    exchange.expect(
      drafts.map {
        var unanswered = UnansweredDrafts.Unanswered(entry($0), since: 0)
        unanswered.sent = sent
        unanswered.attempts = sent == nil ? 0 : 1
        return unanswered
      })
  }

  private func arrive(_ entry: StreamEntry, at sequence: UInt64) throws {
    exchange.arrive(try Arrival("entry", entry.bytes, sequence))
  }

  private func drafts(_ taken: Exchange.Taken) -> [UInt64?] {
    taken.arrivals.map {
      guard case .entry(_, let draft) = $0.content else { return nil }
      return draft
    }
  }

  @Test("are answered once, and only by what this node wrote")
  func own() throws {
    expect(5, 6)
    try arrive(entry(5, writer: 2), at: 10)
    try arrive(entry(5), at: 11)
    try arrive(entry(5), at: 12)
    #expect(drafts(exchange.take()) == [nil, 5, nil])
    #expect(exchange.take().arrivals.isEmpty)
    #expect(exchange.hasDoubts(before: 1))
    try arrive(entry(6), at: 13)
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
    exchange.refuse(7)
    #expect(wakes.withLock { $0 } == 3)
    exchange.stop(JournalError(.failed, ""))
    exchange.stop(JournalError(.failed, ""))
    try arrive(entry(4), at: 4)
    #expect(wakes.withLock { $0 } == 4)
    let taken = exchange.take()
    #expect(taken.arrivals.count == 1 && taken.failed == [7] && taken.stopped?.kind == .failed)
  }

  @Test("fail where they are refused at once, and are looked for where they had been sent before")
  func refused() {
    expect(1, 2)
    exchange.refuse(1)
    exchange.refuse(9)
    #expect(exchange.take().failed == [1])
    exchange.doubtAll()
    #expect(exchange.resend(before: 1, at: 5, readThrough: 0).map(\.entry.draft.id) == [2])
    exchange.refuse(2)
    #expect(exchange.take().failed == [])
    // It has been looked for then.
    #expect(exchange.resend(before: 6, at: 7, readThrough: 0).isEmpty)
    #expect(exchange.take().failed == [2])
  }

  @Test("fail where the stream has them at a place that was read without them")
  func removed() {
    expect(1, 2)
    exchange.acknowledge(1, at: 10, readThrough: 10)
    exchange.acknowledge(2, at: 11, readThrough: 10)
    exchange.acknowledge(3, at: 1, readThrough: 10)
    #expect(exchange.take().failed == [1])
    #expect(exchange.resend(before: 5, at: 6, readThrough: 11).isEmpty)
    #expect(exchange.take().failed == [2])
  }

  @Test("are sent again in their order, those that were sent so long ago or never")
  func resent() throws {
    expect(1, sent: 10)
    expect(2, sent: 20)
    expect(3, sent: nil)
    func resend(before time: Int64) -> [UInt64] {
      exchange.resend(before: time, at: 30, readThrough: 0).map(\.entry.draft.id)
    }
    #expect(!exchange.hasDoubts(before: 10))
    #expect(exchange.hasDoubts(before: 11))
    #expect(resend(before: 20) == [1, 3])
    #expect(resend(before: 30) == [2])
    #expect(resend(before: 30) == [])
    exchange.note(2, sent: nil)
    #expect(resend(before: 30) == [2])
    try arrive(entry(2), at: 1)
    exchange.doubtAll()
    #expect(resend(before: 0) == [1, 3])
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
      drafts.append(UnansweredDrafts.Unanswered(entry(id), since: 0))
      if id > 3 { #expect(drafts.remove(id - 3) != nil) }
    }
    #expect(drafts.remove(1) == nil)
    #expect(drafts.doubtful(before: 0).map(\.entry.draft.id) == [9_998, 9_999, 10_000])
  }

  @Test("wait since they were submitted, however often they are sent")
  func waited() throws {
    expect(1)
    var second = UnansweredDrafts.Unanswered(entry(2), since: 10)
    second.sent = 10
    exchange.expect([second])
    exchange.note(1, sent: 50)
    #expect(exchange.hasWaited(since: 1))
    try arrive(entry(1), at: 1)
    #expect(!exchange.hasWaited(since: 10))
    #expect(exchange.hasWaited(since: 11))
    try arrive(entry(2), at: 2)
    #expect(!exchange.hasWaited(since: .max))
  }
}
