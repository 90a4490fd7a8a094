import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("The dialogue on a screen")
struct DialogueScreenTests {
  private let folder: TemporaryFolder
  private let servers: KnownServers

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/known_servers")
  }

  private func dialogue(inRoom: Bool = true) throws -> Dialogue {
    let trust = try Trust(.local, known: servers, firstContact: .ask)
    var dialogue = Dialogue(.screen, trust: trust, wording: Wording(.english), hasName: inRoom)
    guard inRoom else { return dialogue }
    dialogue.take(.entered(name: "ana", here: ["ana"], count: 1))
    _ = dialogue.takeOutput()
    return dialogue
  }

  @Test("asks by its state, with nothing for standard error")
  func questions() throws {
    var dialogue = try dialogue(inRoom: false)
    #expect(dialogue.question == .nothing && dialogue.connection == .connecting)
    let early = dialogue.say("too early")
    #expect(!early)
    dialogue.tick(at: 0, wall: 86_400_000)
    dialogue.take(.keyShown(try pin(1)))
    #expect(dialogue.question == .trust(try pin(1)))
    #expect(dialogue.trust.standing == .unknown)
    dialogue.say("y")
    #expect(dialogue.done() == ["trust \(try pin(1))"])
    #expect(dialogue.trust.standing == .known(since: Day(seconds: 86_400)))
    dialogue.take(.nameNeeded)
    #expect(dialogue.question == .name && dialogue.connection == .naming)
    dialogue.say("a b")
    #expect(dialogue.question == .name)
    dialogue.say("ana\n")
    #expect(dialogue.question == .nothing && dialogue.connection == .connecting)
    dialogue.take(.nameRefused(name: "ana", code: "name-taken", words: ""))
    #expect(dialogue.question == .name)
    dialogue.say("bia")
    #expect(dialogue.done() == ["name ana", "name bia"])
    dialogue.take(.entered(name: "bia", here: ["bia"], count: 1))
    #expect(dialogue.question == .line && dialogue.connection == .connected)
    #expect(dialogue.takeDiagnostics().isEmpty)
    // What was said about it stands in the transcript, in its place, and nothing is left for afterwards.
    #expect(dialogue.takeOutput() == dialogue.transcript.entries)
    #expect(dialogue.lastWords.isEmpty)
  }

  @Test("takes a name however many lines wait for it")
  func nameBeforeLines() throws {
    var dialogue = try dialogue()
    for index in 0...Link.maximumUnanswered { dialogue.say("\(index)") }
    #expect(dialogue.done().count == Link.maximumUnanswered)
    dialogue.take(.nameRefused(name: "ana", code: "name-taken", words: ""))
    dialogue.say("bia")
    #expect(dialogue.done() == ["name bia"])
  }

  @Test("takes many lines as one message, and blanks for none")
  func manyLines() throws {
    var dialogue = try dialogue()
    let isTaken = [dialogue.say("a\nb\n\n"), dialogue.say(" \n ")]
    #expect(isTaken == [true, true])
    #expect(dialogue.done() == ["say a\nb"])
    #expect(dialogue.transcript.pending.map(\.content) == [.message(from: "ana", body: ["a", "b"])])
  }

  @Test("takes no more than the link does, and loses nothing then")
  func limit() throws {
    var dialogue = try dialogue()
    let isTaken = (0..<Link.maximumUnanswered).map { _ in dialogue.say("a") }
    #expect(!isTaken.contains(false))
    #expect(!dialogue.canSay)
    let isOneMore = dialogue.say("a")
    #expect(!isOneMore)
    dialogue.take(.answered(id: 1, .accepted))
    #expect(dialogue.canSay)
    dialogue.say("a")
    #expect(dialogue.done().count == Link.maximumUnanswered + 1)
  }

  @Test("takes lines while the connection is gone, and says how it stands")
  func offline() throws {
    var dialogue = try dialogue()
    dialogue.take(.cut(.silent))
    #expect(dialogue.connection == .lost)
    dialogue.take(.stillCut("no\u{1b}thing"))
    #expect(dialogue.connection == .lost)
    dialogue.say("a")
    dialogue.take(.resumed)
    #expect(dialogue.connection == .connected)
    dialogue.endInput(at: 0)
    dialogue.take(.cut(.cut))
    #expect(dialogue.connection == .stopping)
    #expect(dialogue.done() == ["say a", "leaveWhenAnswered"])
    dialogue.take(.ended(.left))
    #expect(dialogue.connection == .ended)
    dialogue.leave(at: 0)
    #expect(dialogue.connection == .ended)
  }

  @Test("asks who is here after a gap, once, and does not show the answer")
  func gap() throws {
    var dialogue = try dialogue()
    dialogue.say("a")
    dialogue.take(.gap(from: 1, to: 2))
    dialogue.take(.gap(from: 3, to: 4))
    dialogue.say("#quem")
    #expect(dialogue.done() == ["say a", "say #quem", "say #quem"])
    #expect(dialogue.shown().count == 2)
    dialogue.take(.answered(id: 1, .accepted))
    _ = dialogue.takeOutput()
    dialogue.take(.here(["ana", "eva"], count: 2))
    dialogue.take(.answered(id: 2, .accepted))
    #expect(dialogue.takeOutput().isEmpty)
    #expect(dialogue.transcript.presence.names == ["ana", "eva"])
    dialogue.take(.here(["ana"], count: 1))
    dialogue.take(.answered(id: 3, .accepted))
    #expect(dialogue.shown() == ["* 1 here: ana"])
    dialogue.take(.gap(from: 5, to: 6))
    #expect(dialogue.done() == ["say #quem"])
    dialogue.take(.answered(id: 4, .refused(code: "too-fast", words: "")))
    #expect(dialogue.shown().count == 1)
  }

  @Test(
    "asks nothing after a gap in a pipe or on a plain terminal", arguments: [Dialogue.Input.pipe, .terminal])
  func gapElsewhere(input: Dialogue.Input) throws {
    var dialogue = Dialogue(
      input, trust: Trust(.local, pins: [try pin(1)]), wording: Wording(.english), hasName: true)
    dialogue.take(.gap(from: 1, to: 2))
    #expect(dialogue.done().isEmpty)
  }

  @Test("says once that private messages are kept, of the first that is sent or comes")
  func privateMessages() throws {
    let kept = Wording(.english).privateIsKept
    var received = try dialogue()
    let whisper = ClientEvent.whispered(from: "bia", to: "ana", text: "oi", milliseconds: 0, isOld: false)
    received.take(.whispered(from: "bia", to: "ana", text: "oi", milliseconds: 0, isOld: true))
    received.take(whisper)
    received.take(whisper)
    #expect(
      received.shown() == Array(repeating: "[private] bia: oi", count: 2) + [kept, "[private] bia: oi"])
    var sent = try dialogue()
    sent.type("@bia oi", "@bia oi", "@bia oi")
    sent.take(.answered(id: 1, .refused(code: "no-such-person", words: "")))
    #expect(sent.transcript.entries.last?.content != .state(kept))
    sent.take(.answered(id: 2, .accepted))
    #expect(sent.transcript.entries.last?.content == .state(kept))
    sent.take(.answered(id: 3, .accepted))
    #expect(sent.transcript.entries.last?.content != .state(kept))
    var pipe = Dialogue(
      .pipe, trust: Trust(.local, pins: [try pin(1)]), wording: Wording(.english), hasName: true)
    pipe.take(whisper)
    #expect(pipe.takeDiagnostics().isEmpty)
  }

  @Test("leaves on standard error why it ended, and what did not arrive")
  func lastWords() throws {
    var dialogue = try dialogue()
    dialogue.say("a")
    dialogue.say("b")
    dialogue.say("c")
    dialogue.say("#quit")
    dialogue.take(.answered(id: 1, .unsettled))
    dialogue.take(.cut(.cut))
    dialogue.take(.answered(id: 2, .unsettled))
    dialogue.take(.answered(id: 3, .unsent))
    dialogue.take(.answered(id: 4, .accepted))
    dialogue.take(.ended(.failed("broken\u{7}")))
    #expect(
      dialogue.lastWords == [
        "! never answered, it may not have arrived: b", "! not sent: c", "internal error: broken\u{fffd}",
      ])
  }

  @Test("leaves the whole of a key that is not the expected one on standard error")
  func mismatch() throws {
    try servers.add(KnownServer(address: .local, pin: try pin(1), firstSeen: Day(seconds: 0)))
    var dialogue = try dialogue(inRoom: false)
    dialogue.take(.keyShown(try pin(2)))
    #expect(dialogue.done() == ["stop untrusted"])
    dialogue.take(.ended(.untrusted))
    let lines = Wording(.english).mismatch(
      .local, try pin(2), expected: [try pin(1)], firstSeen: Day(seconds: 0))
    #expect(dialogue.lastWords == lines)
    #expect(dialogue.exitCode == 78)
    _ = try servers.forget(.local)
    var refused = try self.dialogue(inRoom: false)
    refused.take(.keyShown(try pin(2)))
    refused.say("n")
    #expect(refused.lastWords == ["not trusted; nothing was sent"])
  }

  @Test("bears events in any order, within its bounds", arguments: 0..<8)
  func hostile(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var dialogue = try dialogue()
    let names = ["ana", "bia", "", "\u{1b}[2J", String(repeating: "n", count: 300)]
    for step in 0..<1_500 {
      let name = names.randomElement(using: &random) ?? ""
      let isOld = Bool.random(using: &random)
      let events: [ClientEvent] = [
        .said(from: name, text: name, milliseconds: .max, isOld: isOld),
        .whispered(from: name, to: "ana", text: "a\nb", milliseconds: 0, isOld: isOld),
        .joined(name: "\(name)\(step)", milliseconds: 0, isOld: isOld),
        .left(name: name, reason: nil, milliseconds: 0, isOld: isOld), .here(names, count: step),
        .entered(name: seed == 0 ? name : "ana", here: names, count: 0), .gap(from: 9, to: 1), .resumed,
        .cut(.nonsense),
        .answered(id: Int.random(in: -1...step, using: &random), .accepted),
        .answered(id: 1, .refused(code: name, words: name)), .sessionEnded, .serverStops,
        .older([.said(from: name, text: name, milliseconds: 1, isOld: true)], isMissed: isOld), .otherRoom,
        .readOnly, .olderRefused(code: name, words: name),
        .historyEnded(count: .max), .undelivered(to: nil), .offence(words: name), .help(name),
      ]
      if let event = events.randomElement(using: &random) { dialogue.take(event) }
      dialogue.say(name + "a")
      if isOld { dialogue.askOlder() }
      if step % 50 == 0 { dialogue.say("#ignorar bia") }
    }
    #expect(dialogue.transcript.entries.count <= Transcript.standardEntries * 5 / 4)
    #expect(dialogue.transcript.pending.count <= Link.maximumUnanswered)
    #expect(dialogue.transcript.presence.names.count <= Conversation.maximumHere)
    #expect(dialogue.transcript.presence.count >= dialogue.transcript.presence.names.count)
    #expect(dialogue.takeDiagnostics().isEmpty)
  }
}
