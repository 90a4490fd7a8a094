import Journal
import TestSupport
import Testing
import Wire

@testable import ChatServer

@Suite("A round of the fan-out")
struct FanOutRoundTests {
  @Test("shows each connection exactly what rendering for it alone would", arguments: 0..<60 as Range<UInt64>)
  func sameAsNaive(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var round = NaiveRound(connections: 9, threads: 3, &random)
    for sequence in 1...40 as ClosedRange<UInt64> { round.step(sequence, &random) }
    let batch = try round.fanOut.nextBatch()
    for (attachment, expected, wasIn) in round.recipients {
      let view = BatchView(batch, attachment, isIn: wasIn)
      #expect(view.text == Sample.text(expected), "connection \(attachment.connection.slot)")
    }
    for shared in [batch.plain, batch.numbered] { #expect(!Sample.text(shared).contains("secret")) }
    for edits in batch.edits {
      for connection in Set(edits.map(\.connection)) {
        let offsets = edits.filter { $0.connection == connection }.map { $0.offset + $0.skip }
        #expect(offsets == offsets.sorted())
      }
    }
  }
}
