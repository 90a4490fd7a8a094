import ChatLoad
import Testing

@Suite("DeliveryLedger")
struct DeliveryLedgerTests {
  /// The verdicts on what one sender's messages are at one receiver, in this order.
  private static func verdicts(_ numbers: Int...) -> [DeliveryLedger.Verdict] {
    var ledger = DeliveryLedger(senders: 1, receivers: 1)
    return numbers.map { ledger.note($0, from: 0, at: 0) }
  }

  @Test("rising by one is as it should be")
  func inOrder() {
    #expect(Self.verdicts(0, 1, 2, 3) == [.inOrder, .inOrder, .inOrder, .inOrder])
  }

  @Test("what comes again is told, the newest and an old one")
  func again() {
    #expect(Self.verdicts(0, 0, 1, 2, 0) == [.inOrder, .again, .inOrder, .inOrder, .again])
  }

  @Test("what was passed over is late when it comes, and come again the next time")
  func late() {
    #expect(Self.verdicts(1, 0, 0, 1, 2) == [.inOrder, .late, .again, .again, .inOrder])
  }

  @Test("holes are filled in any order, each place once")
  func holes() {
    #expect(Self.verdicts(5) == [.inOrder])
    #expect(Self.verdicts(5, 2, 4, 0, 3, 1) == [.inOrder] + Array(repeating: .late, count: 5))
    #expect(
      Self.verdicts(5, 2, 2, 8, 6, 2, 6, 7, 9).suffix(6) == [
        .inOrder, .late, .again, .again, .late, .inOrder,
      ])
  }

  @Test("a number far away takes no more than a place")
  func farAway() {
    #expect(Self.verdicts(.max / 2, 7, 7, 0) == [.inOrder, .late, .again, .late])
  }

  @Test("every pair of sender and receiver is on its own")
  func pairs() {
    var ledger = DeliveryLedger(senders: 3, receivers: 2)
    for receiver in 0..<2 {
      for sender in 0..<3 {
        for number in 0..<4 {
          #expect(ledger.note(number, from: sender, at: receiver) == .inOrder)
        }
      }
    }
    #expect(ledger.note(3, from: 1, at: 0) == .again)
    #expect(ledger.note(4, from: 1, at: 0) == .inOrder)
    #expect(ledger.note(4, from: 1, at: 1) == .inOrder)
  }
}
