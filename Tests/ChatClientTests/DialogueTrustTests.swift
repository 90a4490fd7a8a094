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
    _ input: Dialogue.Input, firstContact: Trust.FirstContact = .ask
  ) throws -> Dialogue {
    let trust = try Trust(.local, known: servers, firstContact: firstContact)
    return Dialogue(input, trust: trust, wording: Wording(.english), hasName: true)
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
}
