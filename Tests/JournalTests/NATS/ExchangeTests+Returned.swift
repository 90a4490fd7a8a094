import Journal
import Synchronization
import Testing

@testable import JournalNATS

// Drafts that have come back, which is not enough.
extension ExchangeTests {
  @Test("are not taken, nor is what came behind, until JetStream says that they are where they came from")
  func acknowledged() throws {
    expect(5, 6)
    try arrive(entry(1, writer: 2), at: 10)
    try arrive(entry(5), at: 11)
    try arrive(entry(2, writer: 2), at: 12)
    try arrive(entry(6), at: 13)
    #expect(drafts(exchange.take()) == [nil])
    acknowledge(6, at: 13, readThrough: 13)
    #expect(exchange.take().arrivals.isEmpty)
    acknowledge(5, at: 11, readThrough: 13)
    let taken = exchange.take()
    #expect(drafts(taken) == [5, nil, 6])
    #expect(taken.arrivals.map(\.sequence.value) == [11, 12, 13])
  }

  @Test("are taken at once where JetStream has said before that they are there")
  func acknowledgedBefore() throws {
    expect(5)
    acknowledge(5, at: 11, readThrough: 10)
    try arrive(entry(1, writer: 2), at: 10)
    try arrive(entry(5), at: 11)
    #expect(drafts(exchange.take()) == [nil, 5])
  }

  @Test("that failed are told behind what had been read by then, which may be their line as others wrote it")
  func failedBehind() throws {
    expect(5, 6)
    try arrive(entry(5), at: 11)
    try arrive(entry(1, writer: 2), at: 12)
    #expect(exchange.fail(6, at: 0) == nil)
    try arrive(entry(2, writer: 2), at: 13)
    #expect(failed() == [])
    acknowledge(5, at: 11, readThrough: 13)
    let taken = exchange.take()
    #expect(taken.arrivals.count == 3 && taken.failed.map(\.id) == [6])
  }

  @Test("are asked for where they came back and JetStream says nothing, and not sent again meanwhile")
  func unconfirmed() throws {
    let ana = SessionID(high: 1, low: 1)
    expect(1, 2, of: ana)
    try arrive(entry(1, of: ana), at: 11, now: 50)
    #expect(unconfirmed(before: 50).isEmpty)
    #expect(unconfirmed(before: 51) == [1])
    #expect(!exchange.hasDoubts(before: .max))
    #expect(resend(before: .max, at: 60, readThrough: 11).isEmpty)
    #expect(exchange.hasWaited(since: 1))
    #expect(exchange.confirm(1, at: 70)?.entry.draft.id == 2)
    #expect(drafts(exchange.take()) == [1])
    #expect(unconfirmed(before: .max).isEmpty)
    #expect(failed() == [])
    #expect(exchange.confirm(1, at: 70) == nil)
  }

  @Test("are asked for at once where JetStream says that they are elsewhere, or are not")
  func contradicted() throws {
    expect(1, 2, 3)
    try arrive(entry(1), at: 11)
    try arrive(entry(2), at: 12)
    try arrive(entry(3), at: 13)
    #expect(unconfirmed(before: 0).isEmpty)
    acknowledge(1, at: 14, readThrough: 13)
    exchange.refuse(2)
    #expect(unconfirmed(before: 0) == [1, 2])
    // The acknowledgement may have gone with the connection.
    exchange.doubtAll()
    #expect(unconfirmed(before: 0) == [1, 2, 3])
    #expect(failed() == [])
  }

  @Test("wake the owner when the first that waits may be taken")
  func wakesForAcknowledged() throws {
    let wakes = Mutex(0)
    exchange.wake { wakes.withLock { $0 += 1 } }
    expect(1)
    try arrive(entry(1), at: 1)
    try arrive(entry(2), at: 2)
    #expect(wakes.withLock { $0 } == 0)
    acknowledge(1, at: 1, readThrough: 2)
    #expect(wakes.withLock { $0 } == 1)
    #expect(exchange.take().arrivals.count == 2)
  }

  @Test("are asked for at once where nothing more is read until they are taken")
  func fullOfHeld() throws {
    let text = String(repeating: "a", count: 4096)
    expect(1)
    try arrive(entry(1), at: 1)
    for sequence in 2...UInt64(Exchange.byteLimit / 4096) where !exchange.isFull {
      #expect(unconfirmed(before: 0).isEmpty)
      try arrive(entry(sequence, writer: 2, text), at: sequence)
    }
    #expect(exchange.isFull)
    #expect(exchange.take().arrivals.isEmpty)
    #expect(exchange.isFull)
    #expect(unconfirmed(before: 0) == [1])
    #expect(exchange.confirm(1, at: 0) == nil)
    _ = exchange.take()
    #expect(!exchange.isFull)
  }

  /// Those that the stream's leader is to be asked for.
  private func unconfirmed(before time: Int64) -> [UInt64] {
    exchange.unconfirmed(before: time).map(\.entry.draft.id)
  }
}
