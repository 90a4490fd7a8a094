import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("The dialogue about friends and strangers")
struct DialogueFriendsTests {
  private let folder: TemporaryFolder
  private let people: KnownPeople
  private let one: PublicKeyPin
  private let other: PublicKeyPin

  init() throws {
    folder = try TemporaryFolder()
    people = KnownPeople(path: folder.path + "/known_people")
    one = try pin(1)
    other = try pin(2)
  }

  @Test("keeps the keys of whom a private message reached, once it is accepted")
  func meets() throws {
    var dialogue = try dialogue(.terminal, bia: [one])
    dialogue.type("@BIA oi", "@rui oi", "@zoe oi", "oi")
    #expect(dialogue.done() == ["say @BIA oi", "say @rui oi", "say @zoe oi", "say oi"])
    #expect(try people.all().isEmpty)
    dialogue.take(.answered(id: 1, .accepted))
    dialogue.take(.answered(id: 2, .accepted))
    dialogue.take(.answered(id: 3, .refused(code: "no-such-person", words: "")))
    dialogue.take(.answered(id: 4, .accepted))
    #expect(try people.all() == [try known([one])])
  }

  @Test("asks nothing while a friend has a known key, and keeps those that come to it or go")
  func sameFriend() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, bia: [other, one])
    #expect(dialogue.takeDiagnostics().isEmpty)
    #expect(try people.all() == [try known([other, one])])
    dialogue.type("@bia oi")
    #expect(dialogue.done() == ["say @bia oi"])
    dialogue.take(.keys(PersonKeys(name: "bia", pins: [other])))
    #expect(dialogue.takeDiagnostics().isEmpty)
    #expect(try people.all() == [try known([other])])
  }

  @Test("does not write down again what it knows")
  func unchanged() throws {
    try keep([one, other])
    let before = try PrivateFile.read(people.path)
    var dialogue = try dialogue(.terminal, bia: [other, one])
    dialogue.type("@bia oi")
    dialogue.take(.answered(id: 1, .accepted))
    #expect(try PrivateFile.read(people.path) == before)
  }

  @Test("says so where a friend's keys cannot be written down, and knows them all the same")
  func unwritable() throws {
    // Not even root makes a folder there.
    let unwritable = KnownPeople(path: "/proc/papo/known_people")
    let friends = try Friends(at: .local, in: unwritable, policy: .ask)
    var dialogue = try dialogue(.terminal, bia: [one], friends)
    dialogue.type("@bia oi")
    dialogue.take(.answered(id: 1, .accepted))
    #expect(dialogue.takeDiagnostics().contains { $0.hasPrefix("/proc/papo") })
    dialogue.take(.keys(PersonKeys(name: "bia", pins: [other])))
    #expect(dialogue.takeDiagnostics().first?.contains("another key") == true)
  }

  @Test("tells of a stranger who is there on entering, who enters, and whose keys change")
  func tells() throws {
    try keep([one])
    let there = try dialogue(.terminal, bia: [other]).diagnostics
    #expect(
      there.joined() == """
        the name bia belongs to another key than the one known since 1970-01-01; it may be somebody else
          known: \(one)
          shown: \(other)

        """)
    var dialogue = try dialogue(.terminal, here: ["ana"])
    #expect(dialogue.takeDiagnostics().isEmpty)
    dialogue.take(.keys(PersonKeys(name: "BIA", pins: [other])))
    #expect(dialogue.takeDiagnostics().isEmpty)
    dialogue.take(.joined(name: "BIA", milliseconds: 0, isOld: false))
    #expect(dialogue.takeDiagnostics().first?.hasPrefix("the name BIA belongs to another key") == true)
    dialogue.take(.keys(PersonKeys(name: "BIA", pins: [try pin(3)])))
    #expect(dialogue.takeDiagnostics().joined().contains("shown: \(try pin(3))"))
    dialogue.take(.keys(PersonKeys(name: "BIA", pins: [one])))
    #expect(dialogue.takeDiagnostics().isEmpty)
  }

  @Test("tells of a guest under a friend's name, and of nobody else")
  func tellsOfGuest() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, here: ["ana", "bia", "rui"])
    let words = dialogue.takeDiagnostics().joined()
    #expect(words.hasPrefix("bia is here as a guest, without the key known since 1970-01-01"))
    #expect(words.contains("known: \(one)") && !words.contains("shown"))
    dialogue.take(.joined(name: "zoe", milliseconds: 0, isOld: false))
    dialogue.take(.joined(name: "bia", milliseconds: 0, isOld: true))
    #expect(dialogue.takeDiagnostics().isEmpty)
  }

  @Test("knows nobody of another server")
  func otherServer() throws {
    let elsewhere = try #require(Address(parsing: "chat.example"))
    try people.keep(
      KnownPerson(address: elsewhere, name: try Name("bia"), pins: [one], firstSeen: Day(seconds: 0)))
    var dialogue = try dialogue(.terminal, bia: [other])
    #expect(dialogue.takeDiagnostics().isEmpty)
    dialogue.type("@bia oi")
    #expect(dialogue.done() == ["say @bia oi"])
  }

  @Test("holds a private message to a stranger until the person says yes, and then knows the new key")
  func yes() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, bia: [other])
    _ = dialogue.takeDiagnostics()
    dialogue.type("@Bia segredo")
    #expect(dialogue.done().isEmpty)
    let asked = dialogue.takeDiagnostics()
    #expect(asked.first?.hasPrefix("the name Bia belongs to another key") == true)
    #expect(asked.last == "send the private message to Bia all the same? [y/N] ")
    dialogue.type("y")
    #expect(dialogue.done() == ["say @Bia segredo"])
    #expect(try people.all() == [try known([other])])
    dialogue.type("@bia mais")
    #expect(dialogue.done() == ["say @bia mais"])
  }

  @Test("does not send it on anything else, and keeps the key that it knew", arguments: ["", "n", "x"])
  func no(answer: String) throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, bia: [other])
    _ = dialogue.shown()
    dialogue.type("@bia segredo", answer)
    #expect(dialogue.done().isEmpty)
    #expect(dialogue.shown() == ["! not sent: @bia segredo"])
    #expect(try people.all() == [try known([one])])
    // The next one is asked about again.
    dialogue.type("@bia segredo")
    #expect(dialogue.takeDiagnostics().last?.hasPrefix("send the private message") == true)
    dialogue.endInput(at: 0)
    #expect(dialogue.done() == ["leaveWhenAnswered"])
    #expect(dialogue.shown() == ["! not sent: @bia segredo"])
  }

  @Test("lets a guest be written to until the guest leaves, and remembers nothing of it")
  func guest() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, here: ["ana", "bia"])
    dialogue.type("@bia um", "s", "@bia dois")
    #expect(dialogue.done() == ["say @bia um", "say @bia dois"])
    #expect(try people.all() == [try known([one])])
    dialogue.take(.left(name: "bia", reason: nil, milliseconds: 0, isOld: false))
    dialogue.take(.joined(name: "bia", milliseconds: 0, isOld: false))
    dialogue.type("@bia três")
    #expect(dialogue.done().isEmpty)
  }

  @Test("takes a yes for the stranger who was shown alone, not for whoever came meanwhile")
  func changedMeanwhile() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, here: ["ana", "bia"])
    dialogue.type("@bia segredo")
    dialogue.take(.left(name: "bia", reason: nil, milliseconds: 0, isOld: false))
    dialogue.take(.keys(PersonKeys(name: "bia", pins: [other])))
    dialogue.take(.joined(name: "bia", milliseconds: 0, isOld: false))
    _ = dialogue.takeDiagnostics()
    dialogue.type("y")
    #expect(dialogue.done().isEmpty)
    #expect(dialogue.takeDiagnostics().joined().contains("shown: \(other)"))
    // The friend is back.
    dialogue.take(.keys(PersonKeys(name: "bia", pins: [one])))
    dialogue.type("y")
    #expect(dialogue.done() == ["say @bia segredo"])
    #expect(try people.all() == [try known([one])])
  }

  @Test("waits without a connection, and asks about who is there when it is back")
  func cut() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, bia: [one])
    dialogue.take(.cut(.cut))
    dialogue.type("@rui oi", "@bia segredo")
    #expect(dialogue.done() == ["say @rui oi"])
    #expect(!dialogue.wantsInput && dialogue.isHolding)
    dialogue.take(entered(bia: [other]))
    #expect(dialogue.wantsInput)
    // A cut takes the question back.
    dialogue.take(.cut(.cut))
    #expect(!dialogue.wantsInput)
    dialogue.take(.resumed)
    dialogue.take(.answered(id: 1, .accepted))
    #expect(dialogue.done() == ["say #minhas-chaves bia"])
    _ = dialogue.takeDiagnostics()
    dialogue.take(.owner(of: "bia", [other]))
    dialogue.take(.answered(id: 2, .accepted))
    #expect(dialogue.takeDiagnostics().last?.hasPrefix("send the private message") == true)
    dialogue.type("y")
    #expect(dialogue.done() == ["say @bia segredo"])
  }

  @Test("says at the end what was held and never sent")
  func ended() throws {
    try keep([one])
    var dialogue = try dialogue(.screen, bia: [one])
    dialogue.take(.cut(.cut))
    dialogue.say("@bia segredo")
    #expect(dialogue.isHolding)
    dialogue.take(.ended(.left))
    #expect(dialogue.lastWords == ["! not sent: @bia segredo"])
  }

  @Test("in a pipe holds a private message to a friend until it is known who is there, and all behind it")
  func pipe() throws {
    try keep([one])
    var dialogue = try dialogue(.pipe, policy: .refuse)
    var queue = InputQueue()
    queue.append(["um", "@bia segredo", "dois"].map { .line(Array($0.utf8)) }, isAtEnd: true)
    queue.feed(&dialogue, at: 0)
    #expect(dialogue.done() == ["say um"])
    dialogue.take(entered(bia: [one]))
    queue.feed(&dialogue, at: 0)
    #expect(dialogue.done() == ["say @bia segredo", "say dois", "leaveWhenAnswered"])
  }

  @Test("in a pipe waits with the end of the input for a message that is held")
  func pipeEnd() throws {
    try keep([one])
    var dialogue = try dialogue(.pipe, policy: .refuse)
    dialogue.type("@bia segredo")
    dialogue.endInput(at: 0)
    #expect(dialogue.done().isEmpty)
    dialogue.take(entered(bia: [one]))
    #expect(dialogue.done() == ["say @bia segredo", "leaveWhenAnswered"])
  }

  @Test("in a pipe does not send a private message to a stranger, and says so")
  func pipeRefuses() throws {
    try keep([one])
    var dialogue = try dialogue(.pipe, policy: .refuse)
    dialogue.type("@bia segredo")
    dialogue.endInput(at: 0)
    dialogue.take(entered(bia: [other]))
    #expect(dialogue.done() == ["leaveWhenAnswered"])
    #expect(dialogue.shown().last == "! not sent: @bia segredo")
    #expect(dialogue.takeDiagnostics().last?.contains("--trust-people") == true)
    #expect(try people.all() == [try known([one])])
  }

  @Test("takes a stranger for the friend where it is told to")
  func keeps() throws {
    try keep([one])
    var dialogue = try dialogue(.pipe, policy: .keep)
    dialogue.type("@bia segredo")
    dialogue.take(entered(bia: [other]))
    #expect(dialogue.done() == ["say @bia segredo"])
    #expect(try people.all() == [try known([other])])
  }

  @Test("does not ask whose input has ended")
  func terminalEnded() throws {
    try keep([one])
    var dialogue = try dialogue(.terminal, bia: [one])
    dialogue.take(.cut(.cut))
    dialogue.type("@bia segredo")
    dialogue.endInput(at: 0)
    dialogue.take(entered(bia: [other]))
    #expect(dialogue.done() == ["leaveWhenAnswered"])
    #expect(dialogue.shown().last == "! not sent: @bia segredo")
  }

  private func dialogue(_ input: Dialogue.Input, policy: Friends.Policy) throws -> Dialogue {
    let friends = try Friends(at: .local, in: people, policy: policy)
    return Dialogue(
      input, trust: Trust(.local, pins: [one]), wording: Wording(.english), hasName: true, friends: friends)
  }

  /// In the room with these, all of them guests.
  private func dialogue(_ input: Dialogue.Input, here: [String]) throws -> Dialogue {
    var dialogue = try dialogue(input, policy: .ask)
    dialogue.take(.entered(name: "ana", here: here, count: here.count))
    return dialogue
  }

  /// In the room with Bia, whose name belongs to these keys, and with Rui, a guest.
  private func dialogue(
    _ input: Dialogue.Input, bia pins: [PublicKeyPin], _ friends: Friends? = nil
  ) throws -> Dialogue {
    var dialogue = Dialogue(
      input, trust: Trust(.local, pins: [one]), wording: Wording(.english), hasName: true,
      friends: try friends ?? Friends(at: .local, in: people, policy: .ask))
    dialogue.take(entered(bia: pins))
    return dialogue
  }

  private func entered(bia pins: [PublicKeyPin]) -> ClientEvent {
    .entered(
      name: "ana", here: ["ana", "bia", "rui"], count: 3, keys: [PersonKeys(name: "bia", pins: pins)])
  }

  /// Bia is known by these keys.
  private func keep(_ pins: [PublicKeyPin]) throws { try people.keep(known(pins)) }

  private func known(_ pins: [PublicKeyPin]) throws -> KnownPerson {
    KnownPerson(address: .local, name: try Name("bia"), pins: pins, firstSeen: Day(seconds: 0))
  }
}
