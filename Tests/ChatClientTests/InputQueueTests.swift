import ChatClient
import Testing

@Suite("The queue of input")
struct InputQueueTests {
  private let limit = Link.maximumUnanswered
  private var dialogue: Dialogue

  init() throws {
    let trust = Trust(.local, pins: [try pin(1)])
    dialogue = Dialogue(.pipe, trust: trust, wording: Wording(.english), hasName: true)
  }

  @Test("keeps back what passes the limit, and gives it in its order, and the end after it")
  mutating func limited() throws {
    var queue = InputQueue()
    let lines = (1...2 * limit).map { InputLines.Line.line(Array("\($0)".utf8)) }
    queue.append(lines, isAtEnd: true)
    queue.feed(&dialogue, at: 0)
    #expect(said() == (1...limit).map { "\($0)" })
    queue.feed(&dialogue, at: 0)
    #expect(said().isEmpty)
    dialogue.take(.answered(id: 1, .accepted))
    queue.feed(&dialogue, at: 0)
    #expect(said() == ["\(limit + 1)"])
    for id in 2...limit { dialogue.take(.answered(id: id, .accepted)) }
    queue.feed(&dialogue, at: 0)
    #expect(said() == (limit + 2...2 * limit).map { "\($0)" } + ["the end"])
    queue.feed(&dialogue, at: 0)
    #expect(said().isEmpty)
  }

  @Test("gives an end without a line at once, also where the limit is reached")
  mutating func end() throws {
    var queue = InputQueue()
    queue.append([InputLines.Line](repeating: .line([0x61]), count: limit), isAtEnd: false)
    queue.feed(&dialogue, at: 0)
    #expect(said().count == limit)
    queue.append([], isAtEnd: true)
    queue.feed(&dialogue, at: 0)
    #expect(said() == ["the end"])
  }

  private mutating func said() -> [String] {
    dialogue.takeCommands().map {
      switch $0 {
      case .say(let line): String(decoding: line.typed, as: UTF8.self)
      case .leaveWhenAnswered: "the end"
      default: "\($0)"
      }
    }
  }
}
