/// What has arrived of whom: whether every receiver gets every message of every sender exactly once and in
/// order.
///
/// Memory a pair of sender and receiver is one number as long as all is well; what is skipped is kept as
/// ranges, at most one more an arrival.
package struct DeliveryLedger: Sendable {
  /// What one arrival is.
  package enum Verdict: Equatable, Sendable {
    /// It had not come before, and none that is younger had.
    case inOrder
    /// It had not come before, but a younger one had.
    case late
    /// It had come before.
    case again
  }

  private let senders: Int
  /// The lowest number that has not come and was not skipped, receiver after receiver, so that what one read
  /// brings lies together.
  private var expected: [Int]
  /// What was skipped, by place in `expected`.
  private var skipped: [Int: [Range<Int>]] = [:]

  package init(senders: Int, receivers: Int) {
    self.senders = senders
    expected = Array(repeating: 0, count: senders * receivers)
  }

  /// Notes an arrival; `number` is not negative.
  @inline(__always)
  package mutating func note(_ number: Int, from sender: Int, at receiver: Int) -> Verdict {
    let place = receiver * senders + sender
    if expected[place] == number {
      expected[place] = number + 1
      return .inOrder
    }
    return noteUnexpected(number, place)
  }

  @inline(never)
  private mutating func noteUnexpected(_ number: Int, _ place: Int) -> Verdict {
    if number > expected[place] {
      skipped[place, default: []].append(expected[place]..<number)
      expected[place] = number + 1
      return .inOrder
    }
    guard let ranges = skipped[place], let index = ranges.firstIndex(where: { $0.contains(number) }) else {
      return .again
    }
    let hole = ranges[index]
    let rest = [hole.lowerBound..<number, number + 1..<hole.upperBound].filter { !$0.isEmpty }
    skipped[place]?.replaceSubrange(index...index, with: rest)
    return .late
  }
}
