import Reactor
import Synchronization

/// Runs `body` on a thread of its own and hands back its answer, since an expectation only counts on the
/// test's own.
func inThread<Answer: Sendable>(
  _ body: sending @escaping () throws -> Answer
) throws -> Answer {
  let box = AnswerBox<Answer>()
  let thread = try Thread.start(name: "test") {
    let answer = Result { try body() }
    box.answer.withLock { $0 = answer }
  }
  thread.join()
  return try box.answer.withLock { $0! }.get()
}

private final class AnswerBox<Answer: Sendable>: Sendable {
  let answer = Mutex<Result<Answer, any Error>?>(nil)
}
