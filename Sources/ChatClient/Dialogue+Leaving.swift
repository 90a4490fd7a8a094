// How it ends: at the end of the input, by a signal, and when the time for it is over.
extension Dialogue {
  /// The input is at its end.
  package mutating func endInput(at now: Int64) {
    hasInputEnded = true
    guard !isLeaving else { return }
    if connection != .ended { connection = .stopping }
    switch question {
    case .line, .nothing: if held == nil { commands.append(.leaveWhenAnswered) }
    case .stranger: refuseHeld()
    case .trust: commands.append(.stop(.untrusted))
    case .name:
      // In a pipe whoever answers is heard first: that nobody does is the better reason.
      if input != .pipe { leave(at: now) } else if isNameNeeded { commands.append(.stop(.nameRefused)) }
    }
    if input == .terminal { diagnostics.append("\n") }
  }

  /// A signal came, or nobody reads our output any more. The second one does not wait for a goodbye, the
  /// third for nothing.
  package mutating func leave(at now: Int64) {
    isLeaving = true
    if connection != .ended { connection = .stopping }
    if deadline != nil { return hurry(at: now) }
    deadline = now + Self.leaveMilliseconds
    commands.append(.leaveNow)
  }

  /// The time goes by; `wall` is that of the calendar, in milliseconds since 1970.
  package mutating func tick(at now: Int64, wall: Int64) {
    self.wall = wall
    if let deadline, now >= deadline { hurry(at: now) }
  }

  mutating func hurry(at now: Int64) {
    if isStopping {
      isOutOfTime = true
      exitCode = exitCode ?? ClientEnd.left.exitCode
    }
    isStopping = true
    deadline = now + Self.stopMilliseconds
    commands.append(.stop(.left))
  }
}
