import ChatClient
import Reactor
import Wire

extension CrashRun {
  /// Somebody new reads back what the journal has, which is what everybody was told.
  func compareHistory() throws {
    let reader = try enter("reader")
    reader.link.post(.say(OutgoingLine(Array("#historico 500".utf8), id: 0)))
    var lines: [String] = []
    var isOver = false
    let late = Clock.monotonicMilliseconds + settings.patience
    while !isOver, Clock.monotonicMilliseconds < late {
      try look(until: Clock.monotonicMilliseconds + 1)
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
