import Journal
import TestSupport
import Testing

@testable import JournalNATS

@Suite("A draft that came back without an acknowledgement")
struct ReturnedDraftsTests {
  private let server: TestNATSServer
  private let connection: NATSConnection
  private let exchange = Exchange(writer: 1)
  private let draft = StreamEntry(
    writer: 1, milliseconds: 0,
    draft: Draft(id: 5, session: SessionID(high: 1, low: 1), number: 0, event: .said("own")))

  init() throws {
    server = try TestNATSServer()
    // Makes the stream.
    _ = try server.bench()
    connection = try NATSConnection(try server.settings(mirror: "none"))
  }

  @Test("is in the stream where the server that leads it has it there")
  func confirmed() throws {
    let sequence = try connection.store(draft.bytes, .entry)
    try giveBack(at: sequence)
    let taken = try read()
    #expect(sequences(taken) == [sequence] && taken.failed.isEmpty && taken.stopped == nil)
  }

  @Test("is in the stream where it has been removed from there, since it did not count")
  func removed() throws {
    let sequence = try connection.store(draft.bytes, .entry)
    try connection.erase(sequence)
    try giveBack(at: sequence)
    #expect(sequences(try read()) == [sequence])
  }

  @Test("ends the reading, and is not taken, where the server that leads has another message there")
  func forked() throws {
    let other = StreamEntry(writer: 2, milliseconds: 0, draft: draft.draft)
    let sequence = try connection.store(other.bytes, .entry)
    try giveBack(at: sequence)
    let taken = try read()
    #expect(taken.arrivals.isEmpty && taken.stopped?.kind == .corrupt)
  }

  @Test("waits where the server that leads the stream has not come so far")
  func ahead() throws {
    let sequence = try last() + 1
    try giveBack(at: sequence)
    var reader = try makeReader()
    try reader.step(1)
    #expect(exchange.take().arrivals.isEmpty)
    #expect(try connection.store(draft.bytes, .entry) == sequence)
    #expect(sequences(try read(with: &reader)).first == sequence)
  }

  /// The numbers of what was taken, where it is the draft's answer.
  private func sequences(_ taken: Exchange.Taken) -> [UInt64] {
    taken.arrivals.compactMap {
      guard case .entry(_, 5) = $0.content else { return nil }
      return $0.sequence.value
    }
  }

  /// The number of the stream's newest message.
  private func last() throws -> UInt64 { try #require(try connection.stream()).last }

  /// Lets the draft come back as of a server that may have a log of its own.
  private func giveBack(at sequence: UInt64) throws {
    #expect(!exchange.expect([UnansweredDrafts.Unanswered(draft, since: 0)], sent: 0).isEmpty)
    #expect(exchange.arrive(try Arrival("entry", draft.bytes, sequence), at: 0) == nil)
  }

  private func makeReader() throws -> StreamReader {
    StreamReader(connection, exchange, after: try last(), name: "stream", lossTime: 1_000)
  }

  private func read() throws -> Exchange.Taken {
    var reader = try makeReader()
    return try read(with: &reader)
  }

  /// What can be taken first.
  private func read(with reader: inout StreamReader) throws -> Exchange.Taken {
    var taken = Exchange.Taken()
    try TestClock.wait("something can be taken") {
      try reader.step(StreamReader.attention)
      taken = exchange.take()
      return !taken.arrivals.isEmpty || !taken.failed.isEmpty || taken.stopped != nil
    }
    return taken
  }
}
