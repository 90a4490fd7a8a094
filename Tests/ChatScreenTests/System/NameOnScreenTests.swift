import TestSupport
import Testing
import Wire

@Suite("The name, asked on the screen")
struct NameOnScreenTests {
  @Test("is asked again where it is taken or is none, and then one is in the room")
  func english() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try TmuxTerminal(try server.papo(nil))
      try terminal.wait(for: "Which name do you want?")
      try terminal.enter("Beto")
      try terminal.wait(for: "Beto: that name is taken")
      try terminal.wait(for: "Which name do you want?")
      try terminal.enter("a b")
      try terminal.wait(for: "a b: that is no name")
      try terminal.type("ana")
      try terminal.click(on: "[ Enter ]")
      try terminal.waitForRoom()
      try beto.expect("* ana entered")
      let screen = try terminal.wait("the field") {
        $0.row(of: "[ Send ]") != nil && $0.rows[0].contains("2 here")
      }
      #expect(screen.row(of: "Which name") == nil)
    }
  }

  @Test("is asked in Portuguese too, and one that was given and is taken is asked again")
  func portuguese() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let terminal = try TmuxTerminal(try server.papo("beto", language: .portuguese))
      try terminal.wait(for: "beto: esse nome já está em uso")
      try terminal.wait(for: "Com que nome você quer entrar?")
      try terminal.wait(for: "[ Entrar ]")
      try terminal.enter("はな子")
      try terminal.wait(for: "[ Enviar ]")
      try terminal.wait(for: "boas-vindas, はな子!")
      try beto.expect("* はな子 entered")
      #expect(try terminal.screen.rows[0].contains("conectado"))
    }
  }

  @Test("that was given and is none is asked on the screen")
  func malformed() throws {
    try TestServer.run { server in
      let terminal = try TmuxTerminal(try server.papo("a b"))
      try terminal.wait(for: "a b: that is no name")
      try terminal.enter("ana")
      try terminal.waitForRoom()
    }
  }
}
