import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("The dialogue about friends who are away")
struct DialogueAbsentFriendsTests {
  private let folder: TemporaryFolder
  private let people: KnownPeople
  private let one: PublicKeyPin
  private let other: PublicKeyPin

  /// What asks whose Bia's name is.
  private let query = "say #minhas-chaves bia"

  /// Bia is known by one key.
  init() throws {
    folder = try TemporaryFolder()
    people = KnownPeople(path: folder.path + "/known_people")
    one = try pin(1)
    other = try pin(2)
    try people.keep(known([one]))
  }

  @Test("asks whose the name is before each private message, shows nothing of it, and sends it to the friend")
  func friend() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("@bia um")
    #expect(dialogue.done() == [query])
    #expect(dialogue.isHolding && !dialogue.wantsInput)
    tell(&dialogue, 1, [one])
    #expect(dialogue.done() == ["say @bia um"])
    #expect(dialogue.wantsInput)
    dialogue.take(.answered(id: 2, .accepted))
    #expect(dialogue.shown().isEmpty)
    dialogue.type("@bia dois")
    #expect(dialogue.done() == [query])
    // One more key is no change of the friend's.
    tell(&dialogue, 3, [other, one])
    #expect(dialogue.done() == ["say @bia dois"])
    #expect(try people.all() == [try known([other, one])])
  }

  @Test("asks the person where another key has the name, and knows that key after a yes")
  func yes() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("@bia segredo")
    tell(&dialogue, 1, [other])
    #expect(dialogue.done() == [query])
    let asked = dialogue.takeDiagnostics()
    #expect(asked.first?.hasPrefix("the name bia belongs to another key") == true)
    #expect(asked.last == "send the private message to bia all the same? [y/N] ")
    dialogue.type("y")
    #expect(dialogue.done() == ["say @bia segredo"])
    #expect(try people.all() == [try known([other])])
    dialogue.take(.answered(id: 2, .accepted))
    dialogue.type("@bia mais")
    tell(&dialogue, 3, [other])
    #expect(dialogue.done() == [query, "say @bia mais"])
  }

  @Test("does not send it on a no, and asks again the next time")
  func no() throws {
    var dialogue = try dialogue(.terminal)
    for id in [1, 3] {
      dialogue.type("@bia segredo")
      tell(&dialogue, id, [other])
      dialogue.type("n")
      #expect(dialogue.done() == [query])
      #expect(dialogue.shown() == ["! not sent: @bia segredo"])
    }
    #expect(try people.all() == [try known([one])])
  }

  @Test("sends nothing to a name that is nobody's")
  func nobody() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("@bia segredo")
    tell(&dialogue, 1, [])
    #expect(dialogue.done() == [query])
    #expect(dialogue.shown().joined().contains("nobody of that name is here"))
    #expect(dialogue.wantsInput)
  }

  @Test(
    "asks the person where the server does not say, for that message alone",
    arguments: [Fate.accepted, .refused(code: "no-such-command", words: "")])
  func untold(fate: Fate) throws {
    var dialogue = try dialogue(.terminal)
    for id in [1, 3] {
      dialogue.type("@bia segredo")
      dialogue.take(.answered(id: id, fate))
      #expect(dialogue.done() == [query])
      let words = "the server does not say whether the name bia still belongs"
      #expect(dialogue.takeDiagnostics().contains { $0.hasPrefix(words) })
      dialogue.type("y")
      #expect(dialogue.done() == ["say @bia segredo"])
      dialogue.take(.answered(id: id + 1, .accepted))
    }
    #expect(try people.all() == [try known([one])])
  }

  @Test("judges who has come meanwhile as anybody who is here")
  func cameMeanwhile() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("@bia segredo")
    tell(&dialogue, 1, [other])
    dialogue.take(.keys(PersonKeys(name: "bia", pins: [one])))
    dialogue.take(.joined(name: "bia", milliseconds: 0, isOld: false))
    dialogue.type("y")
    #expect(dialogue.done() == [query, "say @bia segredo"])
    #expect(try people.all() == [try known([one])])
  }

  @Test("asks whose the name is where the guest has gone about whom the person is asked")
  func wentMeanwhile() throws {
    var dialogue = try dialogue(.terminal, here: ["ana", "bia"])
    dialogue.type("@bia segredo")
    #expect(dialogue.done().isEmpty)
    dialogue.take(.left(name: "bia", reason: nil, milliseconds: 0, isOld: false))
    dialogue.type("y")
    #expect(dialogue.done() == [query])
    #expect(!dialogue.wantsInput)
    tell(&dialogue, 1, [one])
    #expect(dialogue.done() == ["say @bia segredo"])
  }

  @Test("asks again after a cut, except for what the link asks again, and sends the message once")
  func cut() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("@bia um")
    #expect(dialogue.done() == [query])
    dialogue.take(.cut(.cut))
    dialogue.take(.resumed)
    #expect(dialogue.done().isEmpty)
    tell(&dialogue, 1, [one])
    #expect(dialogue.done() == ["say @bia um"])
    dialogue.take(.answered(id: 2, .accepted))
    // Told, and not answered by the person.
    dialogue.type("@bia dois")
    tell(&dialogue, 3, [other])
    #expect(dialogue.wantsInput)
    dialogue.take(.cut(.cut))
    dialogue.take(.resumed)
    #expect(dialogue.done() == [query, query])
    #expect(!dialogue.wantsInput)
    tell(&dialogue, 4, [one])
    #expect(dialogue.done() == ["say @bia dois"])
    dialogue.take(.answered(id: 5, .accepted))
    // The session is over, and with it what was asked.
    dialogue.type("@bia três")
    dialogue.take(.cut(.cut))
    dialogue.take(.sessionEnded)
    dialogue.take(.answered(id: 6, .unsettled))
    #expect(dialogue.done() == [query])
    dialogue.take(.entered(name: "ana", here: ["ana"], count: 1))
    #expect(dialogue.done() == [query])
    tell(&dialogue, 7, [one])
    #expect(dialogue.done() == ["say @bia três"])
  }

  @Test("asks once, after a session was taken up, also of a friend who seems to be here")
  func behind() throws {
    var dialogue = try dialogue(.terminal, here: ["ana", "bia"], [PersonKeys(name: "bia", pins: [one])])
    dialogue.take(.cut(.cut))
    dialogue.take(.resumed)
    dialogue.type("@bia um")
    #expect(dialogue.done() == [query])
    tell(&dialogue, 1, [one])
    dialogue.take(.answered(id: 2, .accepted))
    dialogue.type("@bia dois")
    #expect(dialogue.done() == ["say @bia um", "say @bia dois"])
    dialogue.take(.answered(id: 3, .accepted))
    // What is replayed comes before the answer.
    dialogue.take(.cut(.cut))
    dialogue.take(.resumed)
    dialogue.type("@bia três")
    dialogue.take(.left(name: "bia", reason: nil, milliseconds: 0, isOld: false))
    tell(&dialogue, 4, [other])
    #expect(dialogue.done() == [query])
    #expect(dialogue.takeDiagnostics().last?.hasPrefix("send the private message") == true)
  }

  @Test("asks each time of a friend who seems to be here where lines are missing")
  func gap() throws {
    var dialogue = try dialogue(.terminal, here: ["ana", "bia"], [PersonKeys(name: "bia", pins: [one])])
    dialogue.take(.gap(from: 5, to: 9))
    for id in [1, 3] {
      dialogue.type("@bia oi")
      tell(&dialogue, id, [one])
      dialogue.take(.answered(id: id + 1, .accepted))
      #expect(dialogue.done() == [query, "say @bia oi"])
    }
  }

  @Test("asks of a friend who is not among those who are listed, and takes nobody's name for a guest's")
  func crowd() throws {
    let here = ["ana"] + (1...499).map { "n\($0)" }
    var dialogue = try dialogue(.terminal, here: here, count: 600)
    dialogue.type("@bia um")
    tell(&dialogue, 1, [one])
    dialogue.take(.answered(id: 2, .accepted))
    #expect(dialogue.done() == [query, "say @bia um"])
    dialogue.type("@bia dois")
    tell(&dialogue, 3, [])
    #expect(dialogue.takeDiagnostics().contains { $0.hasPrefix("bia is here as a guest") })
    dialogue.type("n")
    #expect(dialogue.done() == [query])
  }

  @Test("tells its own question from the same one that was typed")
  func typed() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("#keys bia", "@bia oi")
    #expect(dialogue.done() == ["say #keys bia", query])
    tell(&dialogue, 1, [other])
    #expect(dialogue.shown() == ["* keys of the name bia: \(other)"])
    #expect(dialogue.isHolding)
    tell(&dialogue, 2, [one])
    #expect(dialogue.done() == ["say @bia oi"])
    #expect(dialogue.shown().isEmpty)
  }

  @Test("in a pipe keeps the order, and waits with the end of the input")
  func pipe() throws {
    var dialogue = try dialogue(.pipe)
    var queue = InputQueue()
    queue.append(["um", "@bia segredo", "dois"].map { .line(Array($0.utf8)) }, isAtEnd: true)
    queue.feed(&dialogue, at: 0)
    #expect(dialogue.done() == ["say um", query])
    dialogue.take(.answered(id: 1, .accepted))
    tell(&dialogue, 2, [one])
    queue.feed(&dialogue, at: 0)
    #expect(dialogue.done() == ["say @bia segredo", "say dois", "leaveWhenAnswered"])
  }

  @Test("in a pipe does not send to another key, unless it is told to", arguments: [true, false])
  func pipePolicy(isKept: Bool) throws {
    var dialogue = try dialogue(.pipe, policy: isKept ? .keep : .refuse)
    dialogue.type("@bia segredo")
    dialogue.endInput(at: 0)
    #expect(dialogue.done() == [query])
    tell(&dialogue, 1, [other])
    #expect(dialogue.done() == (isKept ? ["say @bia segredo"] : []) + ["leaveWhenAnswered"])
    #expect(dialogue.shown().last == (isKept ? nil : "! not sent: @bia segredo"))
    #expect(try people.all() == [try known(isKept ? [other] : [one])])
  }

  @Test("says at the end what was held, and sends nothing once one is leaving")
  func leaving() throws {
    var dialogue = try dialogue(.screen)
    dialogue.say("@bia segredo")
    dialogue.leave(at: 0)
    tell(&dialogue, 1, [one])
    #expect(dialogue.done() == [query, "leaveNow"])
    dialogue.take(.ended(.left))
    #expect(dialogue.lastWords == ["! not sent: @bia segredo"])
  }

  /// The server says whose Bia's name is, in answer to the line with that number.
  private func tell(_ dialogue: inout Dialogue, _ id: Int, _ pins: [PublicKeyPin]) {
    dialogue.take(.owner(of: "bia", pins))
    dialogue.take(.answered(id: id, .accepted))
  }

  /// In the room with these, nothing of which is to be read any more.
  private func dialogue(
    _ input: Dialogue.Input, here: [String] = ["ana"], count: Int? = nil, _ keys: [PersonKeys] = [],
    policy: Friends.Policy = .ask
  ) throws -> Dialogue {
    var dialogue = Dialogue(
      input, trust: Trust(.local, pins: [one]), wording: Wording(.english), hasName: true,
      friends: try Friends(at: .local, in: people, policy: policy))
    dialogue.take(.entered(name: "ana", here: here, count: count ?? here.count, keys: keys))
    _ = dialogue.takeOutput()
    _ = dialogue.takeDiagnostics()
    return dialogue
  }

  private func known(_ pins: [PublicKeyPin]) throws -> KnownPerson {
    KnownPerson(address: .local, name: try Name("bia"), pins: pins, firstSeen: Day(seconds: 0))
  }
}
