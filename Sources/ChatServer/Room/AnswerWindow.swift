import Journal

/// Which of a session's numbered lines are in the journal, and where: the memory that makes a repetition
/// known.
///
/// It keeps the newest `limit` answers; a client may therefore have no more lines than that without an answer
/// (it would have to pipeline them all before reading once), and a number that is older than all that is kept
/// is told by `isForgotten` rather than taken for new.
struct AnswerWindow: Sendable, Equatable {
  /// Answers kept for a session.
  static let limit = 4096

  private var sequences: [UInt64: SequenceNumber] = [:]
  private var order: [UInt64] = []
  private var head = 0
  /// The highest number whose answer was forgotten, 0 where none was.
  private(set) var highestForgotten: UInt64

  /// A window without answers, of a session whose answers up to that number may have been forgotten.
  init(highestForgotten: UInt64 = 0) { self.highestForgotten = highestForgotten }

  /// The same answers, in the same order.
  static func == (left: AnswerWindow, right: AnswerWindow) -> Bool {
    left.highestForgotten == right.highestForgotten && left.sequences == right.sequences
      && left.order[left.head...] == right.order[right.head...]
  }

  /// How many answers are kept.
  var count: Int { order.count - head }

  /// The number of the answer at this place, from 0 for the oldest.
  func number(at index: Int) -> UInt64 { order[head + index] }

  subscript(number: UInt64) -> SequenceNumber? { sequences[number] }

  /// Whether the number is so old that its answer may have been forgotten.
  func isForgotten(_ number: UInt64) -> Bool { number != 0 && number <= highestForgotten }

  mutating func record(_ number: UInt64, as sequence: SequenceNumber) {
    sequences[number] = sequence
    order.append(number)
    guard order.count - head > Self.limit else { return }
    highestForgotten = max(highestForgotten, order[head])
    sequences[order[head]] = nil
    head += 1
    if head > Self.limit {
      order.removeFirst(head)
      head = 0
    }
  }
}
