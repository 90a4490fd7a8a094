import Reactor

/// Threads of a test.
package enum TestThreads {
  /// Runs `body` on `count` threads at once, and hands back what they answered, in their order. The first
  /// error is thrown, once all have ended.
  package static func run<Answer: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Answer
  ) throws -> [Answer] {
    let answers = try Inbox<(index: Int, answer: Result<Answer, any Error>)>(limit: count)
    var threads: [Thread] = []
    for index in 0..<count {
      threads.append(
        try Thread.start(name: "test \(index)") {
          answers.post((index, Result { try body(index) }))
        })
    }
    for thread in threads { thread.join() }
    var all: [(index: Int, answer: Result<Answer, any Error>)] = []
    answers.drain(into: &all)
    return try all.sorted { $0.index < $1.index }.map { try $0.answer.get() }
  }
}
