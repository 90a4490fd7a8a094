import Reactor
import TestSupport

/// What goes on on a thread of its own until it is told to end. Owned by the thread that made it.
final class Siege<Answer: Sendable> {
  private let signal: SiegeEnd
  private let answers: Inbox<Result<Answer, any Error>>
  private let thread: Reactor.Thread
  private var isJoined = false

  /// Begins it.
  init(_ body: @escaping @Sendable (SiegeEnd) throws -> Answer) throws {
    let signal = try SiegeEnd()
    let answers = try Inbox<Result<Answer, any Error>>(limit: 1)
    thread = try Reactor.Thread.start(name: "siege") {
      let answer = Result { try body(signal) }
      answers.post(answer)
    }
    self.signal = signal
    self.answers = answers
  }

  /// Tells it to end, waits until it has, and hands on what it answers or throws.
  func end() throws -> Answer {
    signal.set()
    return try answer()
  }

  /// Waits until it ends by itself, and hands on what it answers or throws.
  func answer() throws -> Answer {
    join()
    var all: [Result<Answer, any Error>] = []
    answers.drain(into: &all)
    guard let answer = all.first else { throw TestFailure("no answer", file: #fileID, line: #line) }
    return try answer.get()
  }

  /// Whether it has come to its end.
  var hasEnded: Bool { answers.count > 0 }

  deinit {
    signal.set()
    join()
  }

  private func join() {
    if !isJoined { thread.join() }
    isJoined = true
  }
}
