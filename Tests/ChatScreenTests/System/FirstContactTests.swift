import ChatClient
import TestSupport
import Testing
import Wire

import class Foundation.FileManager

@Suite("The first contact with a server, on the screen")
struct FirstContactTests {
  @Test("shows the pin whole, and on a yes enters and keeps it", arguments: Language.allCases)
  func trusted(language: Language) throws {
    try TestServer.run { server in
      let folder = try TemporaryFolder()
      let terminal = try start(server, language, folder)
      try terminal.wait("the question") {
        $0.rows[0].contains(language == .portuguese ? "desconhecido" : "unknown")
          && $0.row(of: "\(server.pin)") != nil && $0.row(of: "papod pin") != nil
      }
      #expect(try known(folder) == nil)
      try terminal.enter(language.yes)
      let since = language == .portuguese ? "conhecido desde 2" : "known since 2"
      try terminal.wait("in the room") {
        $0.rows[0].contains(since) && $0.rows[0].contains(language == .portuguese ? "1 aqui" : "1 here")
      }
      #expect(try known(folder)?.contains("\(server.address) \(server.pin) ") == true)
      // Once is enough.
      let again = try start(server, language, folder, name: "beto")
      try again.wait("in the room") { $0.rows[0].contains("2 ") && $0.rows[0].contains(since) }
    }
  }

  @Test("ends with 78 on anything but a yes, and keeps nothing", arguments: ["", "n", "x"])
  func notTrusted(answer: String) throws {
    try TestServer.run { server in
      let folder = try TemporaryFolder()
      let shell = try TmuxTerminal.shell()
      try shell.start(
        ["env", "XDG_STATE_HOME=\(folder.path)"] + (try command(server, .english, name: "ana")))
      try shell.wait(for: "\(server.pin)")
      try shell.enter(answer)
      let end = try shell.wait(for: "status 78")
      #expect(end.rows[0] == "not trusted; nothing was sent")
      #expect(try known(folder) == nil)
    }
  }

  @Test("is answered by a click too")
  func clicked() throws {
    try TestServer.run { server in
      let folder = try TemporaryFolder()
      let terminal = try start(server, .portuguese, folder)
      try terminal.click(on: "[ Não ]")
      #expect(try terminal.waitForEnd() == .exit(78))
      #expect(try known(folder) == nil)
      let other = try start(server, .portuguese, folder)
      try other.click(on: "[ Sim ]")
      try other.wait(for: "boas-vindas, ana!")
      #expect(try known(folder) != nil)
    }
  }

  private func start(
    _ server: TestServer, _ language: Language, _ folder: TemporaryFolder, name: String = "ana"
  ) throws -> TmuxTerminal {
    try TmuxTerminal(
      try command(server, language, name: name), environment: ["XDG_STATE_HOME": folder.path])
  }

  private func command(_ server: TestServer, _ language: Language, name: String) throws -> [String] {
    [
      try TestPrograms.path(of: "papo"), "--language", language.rawValue, "--name", name,
      "\(server.address)",
    ]
  }

  /// What is written of known servers.
  private func known(_ folder: TemporaryFolder) throws -> String? {
    FileManager.default.contents(atPath: folder.path + "/papo/known_servers").map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
