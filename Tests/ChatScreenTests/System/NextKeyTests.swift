import ChatClient
import TLS
import TestSupport
import Testing
import Wire

import class Foundation.FileManager

@Suite("A server that changes its key, on the screen")
struct NextKeyTests {
  @Test("is followed by who heard of the next key, and by nobody else", arguments: Language.allCases)
  func rotation(language: Language) throws {
    let next = try TestCertificates.otherKey
    let wording = Wording(language)
    try TestServer.run(nextPin: next.certificate.pin) { server in
      let relay = try TestRelay(to: server.address)
      let folder = try TemporaryFolder()
      let address = try #require(Address(parsing: "\(relay.address)"))
      let known = KnownServers(path: folder.path + "/papo/known_servers")
      try known.add(KnownServer(address: address, pin: server.pin, firstSeen: Day(seconds: 0)))
      let command = [
        try TestPrograms.path(of: "papo"), "--language", language.rawValue, "--name", "ana", "\(address)",
      ]
      let environment = ["XDG_STATE_HOME": folder.path]
      let ana = try TmuxTerminal(command, columns: 160, environment: environment)
      try ana.wait(for: "\(SpokenPin(next.certificate.pin))")
      #expect(try known.server(at: address)?.pins == [server.pin, next.certificate.pin])

      // Somebody who has been away since, and has nothing but the old key.
      let away = try TemporaryFolder()
      try KnownServers(path: away.path + "/papo/known_servers").add(
        KnownServer(address: address, pin: server.pin, firstSeen: Day(seconds: 0)))

      try server.reload(next)
      relay.cut()
      try ana.wait("the cut") { $0.rows[0].contains(wording.state(.lost)) }
      relay.restore()
      try ana.wait("the new key") { $0.text.contains(wording.keyChanged) }
      try ana.wait("the room") { $0.rows[0].contains(wording.state(.connected)) }
      let changed = KnownServer(address: address, pin: next.certificate.pin, firstSeen: Day(seconds: 0))
      #expect(try known.server(at: address) == changed)
      try ana.enter("ainda aqui")
      try ana.wait(for: "ainda aqui ✓")

      let shell = try TmuxTerminal.shell(columns: 120, rows: 40)
      try shell.start(["env", "XDG_STATE_HOME=\(away.path)"] + command)
      let end = try shell.wait(for: "status 78")
      for pin in [server.pin, next.certificate.pin] {
        #expect(end.row(of: "\(pin)") != nil)
        #expect(end.row(of: wording.aloud(pin)) != nil)
      }
      #expect(end.row(of: "papo --forget \(address)") != nil)
    }
  }

  @Test("is joined by a link that names both keys, before the change and after it")
  func link() throws {
    let next = try TestCertificates.otherKey
    try TestServer.run(nextPin: next.certificate.pin) { server in
      let link = "papo://\(server.address)/?pin=\(server.pin)%3B\(next.certificate.pin)"
        .replacing("+", with: "%2B")
      let command = [try TestPrograms.path(of: "papo"), "--guest", "--language", "en", "--name", "ana", link]
      let before = try TmuxTerminal(command)
      try before.waitForRoom()
      try before.press("C-d")
      #expect(try before.waitForEnd() == .exit(0))
      try server.reload(next)
      let after = try TmuxTerminal(command)
      try after.waitForRoom()
      try after.press("C-d")
      #expect(try after.waitForEnd() == .exit(0))
    }
  }

  @Test("is told from a man in the middle by the groups that one was told")
  func groups() throws {
    try TestServer.run { server in
      let folder = try TemporaryFolder()
      let command = [
        try TestPrograms.path(of: "papo"), "--language", "en", "--name", "ana", "\(server.address)",
      ]
      let wrong = try TmuxTerminal.shell()
      try wrong.start(["env", "XDG_STATE_HOME=\(folder.path)"] + command)
      try wrong.wait(for: "\(SpokenPin(server.pin))")
      try wrong.enter("\(SpokenPin(try TestCertificates.otherKey.certificate.pin))")
      let end = try wrong.wait(for: "status 78")
      #expect(end.row(of: "THAT IS NOT THE KEY THAT THIS SERVER HAS SHOWN") != nil)
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/papo/known_servers"))
      let right = try TmuxTerminal(command, environment: ["XDG_STATE_HOME": folder.path])
      try right.wait(for: "\(SpokenPin(server.pin))")
      try right.enter("\(SpokenPin(server.pin))".lowercased())
      try right.waitForRoom()
    }
  }
}
