/// Lines of input that wait for a `Dialogue` to want them: one read may bring more of them than it may take.
package struct InputQueue: Sendable {
  private var lines: [InputLines.Line] = []
  private var isAtEnd = false

  /// An empty queue.
  package init() {}

  /// Adds what was read, and whether nothing comes after it.
  package mutating func append(_ lines: [InputLines.Line], isAtEnd: Bool) {
    self.lines += lines
    if isAtEnd { self.isAtEnd = true }
  }

  /// Hands on as much as `dialogue` wants, and the end of the input once no line is left before it. To be
  /// called after every read, and whenever the dialogue may want more.
  package mutating func feed(_ dialogue: inout Dialogue, at now: Int64) {
    var taken = 0
    while taken < lines.count, dialogue.wantsInput {
      dialogue.take(lines[taken])
      taken += 1
    }
    lines.removeFirst(taken)
    guard isAtEnd, lines.isEmpty else { return }
    isAtEnd = false
    dialogue.endInput(at: now)
  }
}
