import ChatClient
import Glibc
import TestSupport
import Testing

import class Foundation.FileManager

@Suite("However papo ends, the terminal is as it was found")
struct EndingsTests {
  @Test("when the person leaves", arguments: ["#sair\r", "#QUIT\r", "\u{4}", "\u{3}y", "half\u{3}\u{3}y"])
  func left(keys: String) throws {
    try expect(.exit(0)) { try $0.type(keys) }
  }

  @Test("by a signal that it reads", arguments: [SIGTERM, SIGHUP, SIGINT])
  func signal(signal: Int32) throws {
    try expect(.exit(0)) { $0.process.send(signal) }
  }

  @Test("by a signal that only a crash or a stranger sends", arguments: [SIGSEGV, SIGABRT, SIGQUIT, SIGUSR1])
  func crash(signal: Int32) throws {
    try expect(.signal(signal)) { $0.process.send(signal) }
  }

  @Test(
    "on every kind of terminal",
    arguments: ["xterm", "xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100"])
  func everyKind(term: String) throws {
    try expect(.exit(0), term: term) { try $0.type("#sair\r") }
  }

  @Test("when the server ends for good, and the person after it")
  func serverGone() throws {
    try TestServer.run { server in
      let terminal = try server.rawScreen()
      server.stop()
      server.join()
      // The state, in the title.
      try terminal.see("trying")
      try terminal.type("\u{3}y")
      try expect(terminal, .exit(0))
    }
  }

  @Test("when the server lets nobody in, and says why on the screen that stays")
  func full() throws {
    try TestServer.run(limits: .with { $0.maximumClients = 1 }) { server in
      let beto = try server.plain("beto")
      let terminal = try PseudoTerminal(try server.papo())
      try expect(terminal, .exit(69), lastWords: "\(server.address): ")
      try beto.send("oi")
    }
  }

  @Test("when there is no server, and says so on the screen that stays")
  func nobody() throws {
    let server = try ScriptedServer([])
    #expect(server.finish() == [])
    let terminal = try PseudoTerminal(
      [try TestPrograms.path(of: "papo"), "--pin", "\(server.pin)", "--language", "en", "\(server.address)"])
    try expect(terminal, .exit(69), lastWords: "\(server.address) cannot be reached")
  }

  @Test("when the key is another, which is told whole on the screen that stays")
  func mismatch() throws {
    try TestServer.run { server in
      let shell = try TmuxTerminal.shell()
      let folder = shell.home.path + "/state/papo"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let other = "sha256//" + String(repeating: "A", count: 43) + "="
      let path = folder + "/known_servers"
      let line = "\(server.address) \(other) 2026-01-02\n"
      let isWritten = FileManager.default.createFile(
        atPath: path, contents: .init(line.utf8), attributes: [.posixPermissions: 0o600])
      #expect(isWritten)
      let papo = try TestPrograms.path(of: "papo")
      try shell.start([papo, "--language", "en", "--name", "ana", "\(server.address)"])
      let end = try shell.wait(for: "status 78")
      #expect(!end.isAlternate)
      let first = "THE KEY OF \(server.address) IS NOT THE EXPECTED ONE"
      for part in [first, "expected (known since 2026-01-02):  \(other)", "presented:  \(server.pin)"] {
        #expect(end.text.replacing("\n", with: "").contains(part), "\(end)")
      }
      #expect(end.row(of: "papo --forget \(server.address)") != nil)
      // The terminal itself would break "runs".
      #expect(end.row(of: "runs it, by another way than this network") != nil)
    }
  }

  @Test("and in a shell everything is there again that was there before")
  func shell() throws {
    try TestServer.run { server in
      let shell = try TmuxTerminal.shell()
      try shell.enter("echo before")
      try shell.wait("before") { $0.rows.contains("before") }
      let before = try shell.settings
      try shell.enter((try server.papo()).joined(separator: " ") + "; echo status $?")
      try shell.waitForRoom()
      #expect(try !shell.settings.isCooked)
      #expect(try shell.screen.row(of: "before") == nil)
      try shell.enter("#sair")
      let after = try shell.wait("the end") { $0.rows.contains("status 0") }
      #expect(after.rows.contains("before"))
      #expect(!after.isAlternate && after.hasCursor && !after.hasMouse && !after.hasKeypad)
      #expect(try shell.settings == before)
    }
  }

  @Test("and when the terminal itself is gone, so is papo, with a goodbye")
  func hangUp() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try server.screen()
      try beto.expect("* ana entered")
      let process = try terminal.process
      terminal.close()
      try beto.expect("* ana left")
      try TestClock.wait("papo is gone") { kill(process, 0) != 0 }
    }
  }

  /// In the room, `act` ends papo.
  private func expect(
    _ end: TestProcess.End, term: String = "xterm-256color", _ act: (PseudoTerminal) throws -> Void
  ) throws {
    try TestServer.run { server in
      let terminal = try server.rawScreen(term: term)
      #expect(try !terminal.settings.isCooked)
      try act(terminal)
      try expect(terminal, end)
    }
  }

  /// Papo ends so, having left nothing behind but `lastWords`.
  private func expect(_ terminal: PseudoTerminal, _ end: TestProcess.End, lastWords: String = "") throws {
    #expect(try terminal.finish() == end)
    #expect(terminal.output.complaints == [])
    #expect(terminal.output.modes == [7, 25])
    let untouched = try PseudoTerminal(["true"])
    #expect(try untouched.finish() == .exit(0))
    #expect(try terminal.settings == untouched.settings)
    let output = String(decoding: terminal.kept, as: UTF8.self)
    let left = output.split(separator: "\u{1B}[?1049l", omittingEmptySubsequences: false).last ?? ""
    #expect(lastWords.isEmpty || left.contains(lastWords), "\(left.debugDescription)")
  }
}
