import ChatClient
import Reactor

extension CrashCrowd {
  /// What a run does meanwhile: lets everything go on until something holds.
  typealias Look = (_ condition: () -> Bool) throws -> Void

  /// Waits until everybody is here, every line was answered and has reached everybody, and lets the checker
  /// judge.
  ///
  /// - Parameters:
  ///   - round: says who writes the last line.
  ///   - patience: in milliseconds.
  ///   - isUp: whether the servers serve; `words` says how they are where it takes too long.
  func settle(
    _ round: Int, patience: Int64, look: @escaping Look, isUp: () -> Bool, words: () -> String
  ) throws {
    let late = Clock.monotonicMilliseconds + patience
    try look { isUp() && isQuiet || Clock.monotonicMilliseconds > late }
    guard isUp(), isQuiet, let writer = clients[round % clients.count] else {
      throw CrashViolation(kind: .late, person: "all", words: "\(whoIsLate), \(words())")
    }
    let mark = writer.nextText(padding: 0)
    write(mark, by: writer, to: nil)
    try look { checker.hasReachedAll(mark) || Clock.monotonicMilliseconds > late }
    checker.settle(through: mark)
    if let violation = checker.violations.first { throw violation }
  }

  /// Somebody new reads back what the journal has, which is what everybody was told.
  func compareHistory(patience: Int64, look: @escaping Look) throws {
    let reader = try enter("reader")
    reader.link.post(.say(OutgoingLine(Array("#historico 500".utf8), id: 0)))
    var lines: [String] = []
    var isOver = false
    let late = Clock.monotonicMilliseconds + patience
    while !isOver, Clock.monotonicMilliseconds < late {
      let next = Clock.monotonicMilliseconds + 1
      try look { Clock.monotonicMilliseconds >= next }
      var events: [ClientEvent] = []
      reader.link.events.drain(into: &events)
      reader.link.drained()
      for event in events {
        if case .said(_, let text, _, isOld: true) = event { lines.append(text) }
        if case .historyEnded = event { isOver = true }
        if case .ended = event { isOver = true }
      }
    }
    lines.removeAll { checker.unheard.contains($0) }
    // The answer is as many as fit into its bytes.
    let expected = checker.recent.suffix(lines.count)
    guard isOver, lines.count >= min(checker.recent.count, 30), lines == Array(expected) else {
      let first = zip(lines, expected).first { $0 != $1 }
      let other = first.map { "«\($0.0)» for «\($0.1)»" } ?? "none"
      throw CrashViolation(
        kind: .lost, person: "reader",
        words: "\(lines.count) lines of \(checker.recent.count), the first other one: \(other)")
    }
    checker.ended(reader.person)
  }
}
