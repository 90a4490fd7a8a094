import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("The dialogue about a room's servers")
struct DialogueNodesTests {
  private let folder: TemporaryFolder
  private let servers: KnownServers
  private let second: Address

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/known_servers")
    second = try #require(Address(parsing: "b:1"))
  }

  @Test(
    "uses those that are told of, says where one is, and keeps the one that one is with",
    arguments: Language.allCases)
  func moves(language: Language) throws {
    var dialogue = try inRoom(language: language)
    dialogue.take(.nodes(try told("b:1", 2, 3)))
    #expect(dialogue.done() == ["trust \(try pin(1)), b:1 \(try pin(2));\(try pin(3))"])
    // Nothing is new in it.
    dialogue.take(.nodes(try told("b:1", 2, 3)))
    #expect(dialogue.done().isEmpty && dialogue.takeDiagnostics().isEmpty)
    let day = Day(seconds: 86_400)
    dialogue.tick(at: 0, wall: 86_400_000)
    dialogue.take(.cut(.cut))
    dialogue.take(.nodeMet(second))
    #expect(try servers.all().count == 1)
    #expect(dialogue.trust.address == second && dialogue.trust.standing == .told)
    _ = dialogue.takeDiagnostics()
    dialogue.take(.resumed)
    let words = Wording(language)
    #expect(dialogue.takeDiagnostics() == [words.moved(second) + "\n", words.resumed + "\n"])
    #expect(dialogue.trust.standing == .known(since: day))
    let kept = KnownServer(address: second, pin: try pin(2), nextPin: try pin(3), firstSeen: day)
    #expect(try servers.server(at: second) == kept)
    // Back again, it has not moved until it is in the room.
    dialogue.take(.cut(.cut))
    dialogue.take(.nodeMet(.local))
    dialogue.take(.stillCut("gone"))
    dialogue.take(.nodeMet(second))
    _ = dialogue.takeDiagnostics()
    dialogue.take(.resumed)
    #expect(dialogue.takeDiagnostics() == [words.resumed + "\n"])
    #expect(dialogue.done().isEmpty && dialogue.question == .line)
  }

  @Test("follows the announcements of each server for itself")
  func nextKeys() throws {
    var dialogue = try inRoom()
    dialogue.take(.nodes(try told("b:1", 2)))
    dialogue.take(.nodeMet(second))
    dialogue.take(.resumed)
    dialogue.take(.nextKey(try pin(3)))
    #expect(dialogue.done().last == "trust \(try pin(1)), b:1 \(try pin(2));\(try pin(3))")
    dialogue.take(.nodeMet(.local))
    dialogue.take(.resumed)
    dialogue.take(.nextKey(try pin(4)))
    #expect(dialogue.done() == ["trust \(try pin(1));\(try pin(4)), b:1 \(try pin(2));\(try pin(3))"])
    dialogue.take(.nodeMet(second))
    dialogue.take(.keyMet(try pin(3)))
    #expect(dialogue.takeDiagnostics().last == Wording(.english).keyChanged + "\n")
    #expect(dialogue.done() == ["trust \(try pin(1));\(try pin(4)), b:1 \(try pin(3))"])
    #expect(try servers.all().map(\.pins) == [[try pin(1), try pin(4)], [try pin(3)]])
  }

  @Test(
    "passes over a told server with another key, says so once, and asks nothing", arguments: Language.allCases
  )
  func wrongKey(language: Language) throws {
    var dialogue = try inRoom(.terminal, language: language)
    dialogue.take(.nodes(try told("b:1", 2)))
    dialogue.take(.cut(.cut))
    _ = (dialogue.done(), dialogue.takeDiagnostics())
    for round in 1...2 {
      dialogue.take(.nodeMet(second))
      dialogue.take(.keyShown(try pin(9)))
      #expect(dialogue.done() == ["passOver b:1 \(try pin(9))"])
      let said = dialogue.takeDiagnostics()
      let words = Wording(language)
      let lines = words.toldOtherwise(second, try pin(9), told: [try pin(2)]) + [words.otherServers]
      #expect(said == (round == 1 ? lines.map { $0 + "\n" } : []))
      #expect(dialogue.question == .line && dialogue.exitCode == nil)
    }
    #expect(try servers.all().count == 1)
    // Told of with that key, it is the right one.
    dialogue.take(.nodeMet(.local))
    dialogue.take(.resumed)
    dialogue.take(.nodes(try told("b:1", 9)))
    #expect(dialogue.done() == ["trust \(try pin(1)), b:1 \(try pin(9))"])
    dialogue.take(.nodeMet(second))
    dialogue.take(.keyShown(try pin(9)))
    #expect(dialogue.done() == ["trust \(try pin(1)), b:1 \(try pin(9))"])
  }

  @Test("says of 64 servers that they were passed over, and of no more")
  func bounded() throws {
    var dialogue = try inRoom()
    dialogue.take(.nodes(try told("b:1", 2)))
    dialogue.take(.nodeMet(second))
    _ = (dialogue.done(), dialogue.takeDiagnostics())
    for number in 101...165 as ClosedRange<UInt8> {
      dialogue.take(.keyShown(try pin(number)))
      #expect(dialogue.done() == ["passOver b:1 \(try pin(number))"])
      #expect(dialogue.takeDiagnostics().isEmpty == (number == 165))
    }
  }

  @Test("gives the link one list of servers for many that come at once")
  func manyLists() throws {
    var dialogue = try inRoom()
    for number in 1...200 as ClosedRange<UInt8> { dialogue.take(.nodes(try told("b:\(number)", number))) }
    #expect(dialogue.takeCommands().count == 1)
  }

  @Test("ends where none is left whose key is not wrong, and says of each why")
  func allWrong() throws {
    var dialogue = Dialogue(
      .screen, nodes: Nodes([Trust(.local, pins: [try pin(1)]), Trust(second, pins: [try pin(1)])]),
      wording: Wording(.english), hasName: true)
    dialogue.take(.keyShown(try pin(8)))
    #expect(dialogue.done() == ["passOver localhost:7443 \(try pin(8))"])
    dialogue.take(.nodeMet(second))
    dialogue.take(.keyShown(try pin(9)))
    #expect(dialogue.done() == ["stop untrusted"])
    dialogue.take(.ended(.untrusted))
    #expect(dialogue.exitCode == 78)
    let words = dialogue.lastWords.joined(separator: "\n")
    for address in [Address.local, second] { #expect(words.contains("THE KEY OF \(address) IS NOT")) }

    // One that cannot be reached may have the right one.
    var other = Dialogue(
      .screen, nodes: Nodes([Trust(.local, pins: [try pin(1)]), Trust(second, pins: [try pin(1)])]),
      wording: Wording(.english), hasName: true)
    other.take(.keyShown(try pin(8)))
    other.take(.ended(.untrusted))
    #expect(other.lastWords.joined().contains("THE KEY OF localhost:7443 IS NOT"))
  }

  @Test("does not use a server that is known by another key than is told, and says so once")
  func knownOtherwise() throws {
    try servers.add(KnownServer(address: second, pin: try pin(5), firstSeen: Day(seconds: 0)))
    var dialogue = try inRoom()
    for _ in 1...2 { dialogue.take(.nodes(try told("b:1", 2))) }
    #expect(dialogue.done().isEmpty)
    #expect(dialogue.takeDiagnostics() == [Wording(.english).knownOtherwise(second) + "\n"])
  }

  @Test("leaves a server that has become known by another key meanwhile")
  func race() throws {
    var dialogue = try inRoom()
    dialogue.take(.nodes(try told("b:1", 2)))
    try servers.add(KnownServer(address: second, pin: try pin(5), firstSeen: Day(seconds: 0)))
    dialogue.take(.cut(.cut))
    dialogue.take(.nodeMet(second))
    _ = dialogue.done()
    dialogue.take(.resumed)
    #expect(dialogue.done() == ["trust \(try pin(1))"])
    #expect(dialogue.takeDiagnostics().joined().contains("b:1 has just become known by another key"))
    // What its connection still says is about nobody.
    dialogue.take(.nextKey(try pin(6)))
    dialogue.take(.keyShown(try pin(7)))
    #expect(dialogue.done() == ["passOver b:1 \(try pin(7))"])
    #expect(try servers.server(at: .local)?.pins == [try pin(1)])
  }

  @Test("asks about the first that answers of several that were never met, and about none in the midst of it")
  func firstContact() throws {
    var dialogue = Dialogue(
      .terminal,
      nodes: Nodes([
        try Trust(.local, known: servers, firstContact: .ask),
        try Trust(second, known: servers, firstContact: .ask),
      ]), wording: Wording(.english), hasName: true)
    dialogue.take(.nodeMet(second))
    dialogue.take(.keyShown(try pin(2)))
    #expect(dialogue.question == .trust(try pin(2)))
    #expect(dialogue.takeDiagnostics().joined().contains("first contact with b:1"))
    dialogue.type("y")
    #expect(dialogue.done() == ["trust , b:1 \(try pin(2))"])
    dialogue.take(.entered(name: "ana", here: ["ana"], count: 1))
    #expect(dialogue.takeDiagnostics() == ["b:1 is known from now on\n", "moved to b:1\n"])
    dialogue.take(.cut(.cut))
    dialogue.take(.nodeMet(.local))
    dialogue.take(.keyShown(try pin(1)))
    #expect(dialogue.done() == ["passOver localhost:7443 \(try pin(1))"])
    #expect(dialogue.question == .line)
    #expect(dialogue.takeDiagnostics().joined().contains("to be asked about it: papo localhost:7443"))
    #expect(try servers.all().map(\.address) == [second])
  }

  @Test("in a pipe goes on with the next where nobody vouches for the first")
  func pipe() throws {
    try servers.add(KnownServer(address: second, pin: try pin(2), firstSeen: Day(seconds: 0)))
    var dialogue = Dialogue(
      .pipe,
      nodes: Nodes([
        try Trust(.local, known: servers, firstContact: .refuse),
        try Trust(second, known: servers, firstContact: .refuse),
      ]), wording: Wording(.english), hasName: true)
    dialogue.take(.keyShown(try pin(1)))
    #expect(dialogue.done() == ["passOver localhost:7443 \(try pin(1))"])
    dialogue.take(.nodeMet(second))
    dialogue.take(.keyShown(try pin(3)))
    #expect(dialogue.done() == ["stop untrusted"])
  }

  @Test("knows on each of the servers whom one has written to on another")
  func friends() throws {
    let people = KnownPeople(path: folder.path + "/known_people")
    for (name, number) in [("bia", UInt8(5)), ("rui", 6)] {
      try people.keep(
        KnownPerson(
          address: second, name: try Name(name), pins: [try pin(number)], firstSeen: Day(seconds: 0)))
    }
    let here = try KnownPerson(
      address: .local, name: Name("rui"), pins: [pin(7)], firstSeen: Day(seconds: 0))
    try people.keep(here)
    var dialogue = Dialogue(
      .terminal, trust: Trust(.local, pins: [try pin(1)]), wording: Wording(.english), hasName: true,
      friends: try Friends(at: .local, in: people, policy: .ask))
    dialogue.take(.nodes(try told("b:1", 2)))
    let keys = try [
      PersonKeys(name: "bia", pins: [pin(8), pin(5)]), PersonKeys(name: "rui", pins: [pin(6)]),
    ]
    dialogue.take(.entered(name: "ana", here: ["ana", "bia", "rui"], count: 3, keys: keys))
    // Of Rui it counts what is known here.
    let said = dialogue.takeDiagnostics().joined()
    #expect(said.contains("\(try pin(7))"))
    #expect(!said.contains("\(try pin(8))"))
    // What one learns of Bia here is known here, and there as it was.
    let all = try people.all()
    #expect(all.first { $0.address == second }?.pins == [try pin(5)])
    #expect(all.last?.address == .local)
    #expect(all.last?.pins == [try pin(8), try pin(5)])
  }

  @Test("goes on where the told servers cannot be looked up, and says why")
  func unreadable() throws {
    var dialogue = try inRoom()
    try PrivateFile.replace(servers.path, with: Array("broken\n".utf8))
    dialogue.take(.nodes(try told("b:1", 2)))
    #expect(dialogue.done().isEmpty && dialogue.exitCode == nil)
    #expect(dialogue.takeDiagnostics().count == 1)
  }

  /// In the room, with a server that is known by a key.
  private func inRoom(
    _ input: Dialogue.Input = .pipe, language: Language = .english
  ) throws -> Dialogue {
    try servers.add(KnownServer(address: .local, pin: try pin(1), firstSeen: Day(seconds: 0)))
    let trust = try Trust(.local, known: servers, firstContact: .ask)
    var dialogue = Dialogue(input, trust: trust, wording: Wording(language), hasName: true)
    dialogue.take(.entered(name: "ana", here: ["ana"], count: 1))
    _ = dialogue.takeDiagnostics()
    return dialogue
  }

  private func told(_ address: String, _ pins: UInt8...) throws -> ToldNodes {
    let words = try pins.map { try pin($0).description }.joined(separator: ",")
    return try #require(ToldNodes(parsing: "localhost:7443,\(try pin(1)) \(address),\(words)"))
  }
}
