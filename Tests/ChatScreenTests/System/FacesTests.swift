import TestSupport
import Testing

@Suite("The face that a terminal gets")
struct FacesTests {
  @Test("is plain lines, without any sequence, where it can do no more or is to do no more")
  func plain() throws {
    let terminals = [("dumb", []), ("no-such-terminal", []), ("", []), ("xterm-256color", ["--plain"])]
    try TestServer.run { server in
      for (term, more) in terminals {
        let beto = try server.plain("beto")
        let terminal = try server.rawScreen(term: term, with: more)
        try beto.expect("* ana entered")
        try terminal.type("oi, beto\n")
        try beto.expect("ana: oi, beto")
        try beto.send(["olá\u{A0}日本", "@ana só você"])
        try terminal.wait(for: "beto: olá\u{A0}日本\r\n")
        try terminal.wait(for: "[private] beto: só você\r\n")
        try terminal.type("#sair\n")
        #expect(try terminal.finish() == .exit(0))
        #expect(!terminal.kept.contains(0x1B), "\(term)")
        #expect(terminal.output.complaints == [])
        try beto.expect("* ana left")
        try beto.send("#sair")
        _ = try beto.readToEnd()
      }
    }
  }

  @Test("asks on plain lines what the screen asks on itself")
  func plainQuestions() throws {
    try TestServer.run { server in
      let terminal = try PseudoTerminal(
        [try TestPrograms.path(of: "papo"), "--language", "pt", "\(server.address)"], term: "dumb")
      try terminal.wait(for: "\(server.pin)")
      // At 80 columns, and not in the midst of a word.
      try terminal.wait(for: "confiar nela? [s/N, ou os grupos que lhe\r\ndisseram] ")
      try terminal.type("s\n")
      try terminal.wait(for: "nome: ")
      try terminal.type("ana\n")
      try terminal.wait(for: "boas-vindas, ana!")
      try terminal.send([4])
      #expect(try terminal.finish() == .exit(0))
    }
  }

  @Test("has colours, and none with NO_COLOR")
  func colors() throws {
    #expect(try colors(["NO_COLOR": "1"]).isEmpty)
    #expect(try !colors([:]).isEmpty)
    // "when present and not an empty string", https://no-color.org
    #expect(try !colors(["PAPO_NOTHING": "1"]).isEmpty)
  }

  /// The parameters of SGR that set a colour, of a whole session.
  private func colors(_ environment: [String: String]) throws -> [String] {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try server.rawScreen(environment: environment)
      try beto.expect("* ana entered")
      try beto.send(["colorido", "@ana privado"])
      try terminal.see("privado")
      try terminal.type("@beto oi\r#nada\r")
      try terminal.see("#help")
      try terminal.type("#sair\r")
      #expect(try terminal.finish() == .exit(0))
      #expect(terminal.output.complaints == [])
      let output = String(decoding: terminal.kept, as: UTF8.self)
      return output.matches(of: /\e\[([0-9;]*)m/).flatMap { $0.1.split(separator: ";") }.filter {
        Int($0).map { 30...49 ~= $0 || 90...107 ~= $0 } ?? false
      }.map(String.init)
    }
  }
}
