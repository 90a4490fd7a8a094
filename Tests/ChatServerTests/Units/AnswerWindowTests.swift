import Journal
import Testing

@testable import ChatServer

@Suite("The answers that are remembered")
struct AnswerWindowTests {
  @Test("are found by their numbers, and no others")
  func find() {
    var window = AnswerWindow()
    window.record(7, as: SequenceNumber(70))
    window.record(3, as: SequenceNumber(71))
    #expect(window[7] == SequenceNumber(70))
    #expect(window[3] == SequenceNumber(71))
    #expect(window[5] == nil)
    #expect(!window.isForgotten(5) && !window.isForgotten(0))
  }

  @Test("are the newest, at the limit and one past it")
  func limit() {
    #expect(AnswerWindow.limit == 4_096)
    var window = AnswerWindow()
    for number in 1...4_096 as ClosedRange<UInt64> { window.record(number, as: SequenceNumber(number)) }
    #expect(window[1] == SequenceNumber(1))
    #expect(!window.isForgotten(1))
    window.record(4_097, as: SequenceNumber(4_097))
    #expect(window[1] == nil && window.isForgotten(1))
    #expect(window[2] == SequenceNumber(2) && !window.isForgotten(2))
    #expect(!window.isForgotten(0))
  }

  @Test("stay the newest over several times the limit")
  func long() {
    var window = AnswerWindow()
    let last = UInt64(5 * AnswerWindow.limit + 17)
    for number in 1...last { window.record(number, as: SequenceNumber(number * 2)) }
    let oldest = last - UInt64(AnswerWindow.limit) + 1
    #expect(window[last] == SequenceNumber(last * 2))
    #expect(window[oldest] == SequenceNumber(oldest * 2))
    #expect(window[oldest - 1] == nil)
    #expect(window.isForgotten(oldest - 1) && !window.isForgotten(oldest))
  }

  @Test("that came out of order are forgotten in the order in which they came")
  func outOfOrder() {
    var window = AnswerWindow()
    window.record(9_999, as: SequenceNumber(1))
    for number in 1...4_096 as ClosedRange<UInt64> { window.record(number, as: SequenceNumber(number)) }
    #expect(window[9_999] == nil && window.isForgotten(9_999))
    // Still known, so that the answer is found before anybody asks whether it is forgotten.
    #expect(window[1] == SequenceNumber(1))
  }
}
