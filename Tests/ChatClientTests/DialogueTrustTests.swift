import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("The dialogue about the server's key")
struct DialogueTrustTests {
  private let folder: TemporaryFolder
  private let servers: KnownServers

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/known_servers")
  }

  private func dialogue(
    _ input: Dialogue.Input, firstContact: Trust.FirstContact = .ask, language: Language = .english
  ) throws -> Dialogue {
    let trust = try Trust(.local, known: servers, firstContact: firstContact)
    return Dialogue(input, trust: trust, wording: Wording(language), hasName: true)
  }

  @Test("compares the key that was told, whole or as it is read aloud, and takes no other for a yes")
  func toldKey() throws {
    let told = try pin(1)
    for answer in ["\(told)", "\(SpokenPin(told))", " \(SpokenPin(told)) ".lowercased()] {
      var right = try dialogue(.terminal)
      right.take(.keyShown(told))
      #expect(right.takeDiagnostics().joined().contains("read aloud: \(SpokenPin(told))\n"))
      right.type(answer)
      #expect(right.done() == ["trust \(told)"])
      _ = try servers.forget(.local)
    }
    for answer in ["\(try pin(2))", "\(SpokenPin(try pin(2)))", String("\(SpokenPin(told))".dropLast())] {
      var wrong = try dialogue(.terminal)
      wrong.take(.keyShown(told))
      wrong.type(answer)
      #expect(wrong.done() == ["stop untrusted"])
      let isKey = answer.count != "\(SpokenPin(told))".count - 1
      #expect(wrong.takeDiagnostics().joined().contains("THAT IS NOT THE KEY") == isKey)
    }
    #expect(try servers.all().isEmpty)
  }

  @Test(
    "keeps the key that the server announces, and goes over to it when it is met",
    arguments: Language.allCases)
  func nextKey(language: Language) throws {
    try servers.add(KnownServer(address: .local, pin: try pin(1), firstSeen: Day(seconds: 0)))
    let wording = Wording(language)
    var dialogue = try dialogue(.pipe, firstContact: .refuse, language: language)
    dialogue.take(.nextKey(try pin(2)))
    #expect(dialogue.takeDiagnostics() == [wording.nextKeyKept(try pin(2)) + "\n"])
    #expect(dialogue.done() == ["trust \(try pin(1));\(try pin(2))"])
    dialogue.take(.nextKey(try pin(2)))
    // The link did not know of it yet.
    dialogue.take(.keyShown(try pin(2)))
    #expect(dialogue.done() == ["trust \(try pin(1));\(try pin(2))"])
    dialogue.take(.keyMet(try pin(2)))
    #expect(dialogue.takeDiagnostics() == [wording.keyChanged + "\n"])
    #expect(dialogue.done() == ["trust \(try pin(2))"])
    #expect(try servers.server(at: .local)?.pins == [try pin(2)])
    dialogue.take(.nextKey(nil))
    #expect(dialogue.done().isEmpty && dialogue.takeDiagnostics().isEmpty)
    dialogue.take(.nextKey(try pin(3)))
    dialogue.take(.nextKey(nil))
    #expect(dialogue.takeDiagnostics().last == wording.nextKeyForgotten + "\n")
    #expect(dialogue.takeOutput().isEmpty)
  }

  @Test("says to whom has given the keys which one to add, and adds none by itself")
  func nextKeyOfGiven() throws {
    var dialogue = Dialogue(
      .pipe, trust: Trust(.local, pins: [try pin(1), try pin(2)]), wording: Wording(.english), hasName: true)
    dialogue.take(.nextKey(try pin(2)))
    dialogue.take(.keyMet(try pin(2)))
    dialogue.take(.nextKey(nil))
    #expect(dialogue.takeDiagnostics().isEmpty)
    dialogue.take(.nextKey(try pin(3)))
    #expect(dialogue.takeDiagnostics().joined().contains("\(try pin(3))"))
    #expect(dialogue.done().isEmpty)
  }

  @Test("goes on where an announced key cannot be written down, and says why")
  func nextKeyNotWritten() throws {
    try servers.add(
      KnownServer(address: .local, pin: try pin(1), nextPin: try pin(2), firstSeen: Day(seconds: 0)))
    var dialogue = try dialogue(.pipe, firstContact: .refuse)
    try PrivateFile.replace(servers.path, with: Array("broken\n".utf8))
    dialogue.take(.keyMet(try pin(2)))
    dialogue.take(.nextKey(try pin(3)))
    #expect(dialogue.takeDiagnostics().joined(separator: "").split(separator: "\n").count == 2)
    #expect(dialogue.done().isEmpty && dialogue.exitCode == nil)
  }
}
