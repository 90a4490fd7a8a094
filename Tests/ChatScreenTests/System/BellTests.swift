import TestSupport
import Testing

@Suite("The bell of a real screen")
struct BellTests {
  @Test(
    "rings, and the terminal notifies, when one is named or written to alone and looks elsewhere",
    arguments: [
      ("e agora, ANA?", "papo: beto mentioned you"), ("@ana psiu", "papo: beto wrote to you alone"),
    ])
  func rings(text: String, notification: String) throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try server.rawScreen(allowsBell: true)
      try beto.expect("* ana entered")
      // While one looks at it, nothing rings.
      try beto.send(["ana, aqui", "@ana aqui-mesmo"])
      try terminal.see("aqui-mesmo")
      try lookAway(terminal, beto)
      try beto.send(["anabela, aqui-outra", text])
      try terminal.wait("no bell") { terminal.output.bells > 0 && !terminal.output.notifications.isEmpty }
      #expect(terminal.output.notifications == [notification])
      // And again while one looks.
      try terminal.type("\u{1B}[Ide-volta\r")
      try beto.expect("ana: de-volta")
      try beto.send("ana, o-fim")
      try terminal.see("o-fim")
      try leave(terminal, bells: 1)
    }
  }

  @Test("keeps quiet where it is told to")
  func quiet() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try server.rawScreen(with: ["--quiet"])
      try beto.expect("* ana entered")
      try lookAway(terminal, beto)
      try beto.send(["ana, aqui", "@ana aqui-mesmo", "o-fim"])
      try terminal.see("o-fim")
      try leave(terminal, bells: 0)
    }
  }

  @Test("rings in tmux too, and what came while one looked away is told apart")
  func tmux() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try ana.focus(false)
      try ana.enter("longe")
      try beto.expect("ana: longe")
      #expect(try !ana.hasRung)
      try beto.send("ana: psiu")
      try ana.wait(for: "beto: ana: psiu")
      try ana.wait(for: "new messages")
      try TestClock.wait("the bell") { try ana.hasRung }
    }
  }

  /// The message shows that papo has taken it all.
  private func lookAway(_ terminal: PseudoTerminal, _ beto: TestClient) throws {
    try terminal.type("\u{1B}[Olonge\r")
    try beto.expect("ana: longe")
  }

  private func leave(_ terminal: PseudoTerminal, bells: Int) throws {
    try terminal.type("#sair\r")
    #expect(try terminal.finish() == .exit(0))
    #expect(terminal.output.bells == bells)
    #expect(terminal.output.complaints == [])
  }
}
