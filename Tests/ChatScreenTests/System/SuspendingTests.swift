import Glibc
import TestSupport
import Testing

import class Foundation.FileManager

@Suite("A papo that is stopped")
struct SuspendingTests {
  @Test("by Ctrl-Z gives the shell its terminal, and comes back whole with fg")
  func suspended() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let shell = try TmuxTerminal.shell()
      let before = try shell.settings
      try shell.enter((try server.papo()).joined(separator: " "))
      try shell.waitForRoom()
      try beto.expect("* ana entered")
      for round in 1...2 {
        try shell.type("metade\(round)")
        try shell.wait(for: "> metade\(round)")
        try shell.press("C-z")
        let stopped = try shell.wait("the shell waits") { screen in
          !screen.isAlternate && screen.row(of: "Stopped") != nil
            && screen.rows.last { !$0.isEmpty } == TmuxTerminal.prompt
        }
        #expect(stopped.hasCursor && !stopped.hasMouse && !stopped.hasKeypad)
        #expect(stopped.row(of: "welcome") == nil)
        #expect(try shell.settings == before)
        try beto.send("enquanto-\(round)")
        try shell.resize(columns: 80 + round, rows: 24)
        try shell.enter("fg")
        let back = try shell.wait("all of it") {
          $0.isAlternate && $0.row(of: "beto: enquanto-\(round)") != nil && $0.columns == 80 + round
            && $0.field.hasPrefix("> metade\(round)") && $0.field.hasSuffix("[ Send ]") && $0.hasPreciseMouse
        }
        #expect(back.row(of: "Stopped") == nil)
        try shell.press("Enter")
        try beto.expect("ana: metade\(round)")
      }
      try shell.enter("#sair")
      try shell.wait("the end") { !$0.isAlternate && $0.rows.last { !$0.isEmpty } == TmuxTerminal.prompt }
      #expect(try shell.settings == before)
    }
  }

  @Test("by Ctrl-Z where there is no shell to come back from goes on")
  func orphan() throws {
    try TestServer.run { server in
      let ana = try server.screen()
      try ana.type("metade")
      try ana.wait(for: "> metade")
      try ana.press("C-z")
      try ana.enter(" e fim")
      let screen = try ana.wait(for: "ana: metade e fim ✓")
      #expect(screen.isAlternate && screen.hasPreciseMouse)
    }
  }

  @Test("by SIGSTOP draws itself anew on SIGCONT")
  func stopped() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try server.rawScreen()
      try beto.expect("* ana entered")
      terminal.process.send(SIGSTOP)
      try TestClock.wait("it stands") { try Self.state(terminal.process.id) == "T" }
      try beto.send("enquanto-isso")
      try terminal.type("digitado")
      let mark = terminal.mark
      terminal.process.send(SIGCONT)
      // What is seen already is written only where all is drawn anew.
      try terminal.wait(for: "welcome,", after: mark)
      for word in ["enquanto-isso", "digitado"] { try terminal.see(word) }
      try terminal.type("\r#sair\r")
      try beto.expect("ana: digitado")
      #expect(try terminal.finish() == .exit(0))
      #expect(terminal.output.complaints == [])
      #expect(terminal.output.modes == [7, 25])
    }
  }

  @Test("by SIGSTOP and continued by the shell takes the terminal back from it")
  func stoppedInShell() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let shell = try TmuxTerminal.shell()
      let path = shell.home.path + "/id"
      let papo = try server.papo().joined(separator: " ")
      try shell.enter("sh -c 'echo $$ >\(path); exec \(papo)'")
      try shell.waitForRoom()
      try beto.expect("* ana entered")
      let written = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
      let id = try #require(pid_t(written.split(separator: "\n").first ?? ""))
      #expect(kill(id, SIGSTOP) == 0)
      try shell.wait(for: "Stopped")
      // The terminal is still in raw mode, where Enter is no line feed.
      try shell.type("fg\n")
      try shell.wait("all of it") {
        $0.row(of: "Stopped") == nil && $0.rows[0].contains(TestServer.connected)
          && $0.field.hasSuffix("[ Send ]")
      }
      try shell.enter("de volta")
      try beto.expect("ana: de volta")
      try shell.wait(for: "ana: de volta ✓")
    }
  }

  /// The process's state as proc(5) has it: `T` where it is stopped.
  private static func state(_ id: pid_t) throws -> String {
    let stat = String(
      decoding: try #require(FileManager.default.contents(atPath: "/proc/\(id)/stat")), as: UTF8.self)
    let fields = try #require(stat.split(separator: ") ").last).split(separator: " ")
    return String(fields[0])
  }
}
