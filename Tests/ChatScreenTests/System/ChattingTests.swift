import TestSupport
import Testing

@Suite("Chatting on the screen")
struct ChattingTests {
  @Test("is public both ways, with the sender's name and what became of one's own, by Enter and by click")
  func publicMessages() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try beto.send("olá, todos 日本 👩‍👧 e\u{301}")
      try ana.wait(for: "beto: olá, todos 日本")
      try ana.enter("oi, beto")
      try beto.expect("ana: oi, beto")
      try ana.wait(for: "ana: oi, beto ✓")
      try ana.type("pelo botão; é")
      try ana.wait(for: "> pelo botão; é")
      try ana.click(on: "[ Send ]")
      try beto.expect("ana: pelo botão; é")
      try ana.wait("it in the journal, and an empty field") {
        $0.row(of: "ana: pelo botão; é ✓") != nil
          && $0.field == "> \(String(repeating: " ", count: 70))[ Send ]"
      }
    }
  }

  @Test("is private both ways, and for nobody else")
  func privateMessages() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let eva = try server.plain("eva")
      try beto.expect("* eva entered")
      let ana = try server.screen()
      let other = try TmuxTerminal(try server.papo("rui"))
      try other.waitForRoom()
      for client in [beto, eva] { try client.expect(["* ana entered", "* rui entered"]) }
      try beto.send("@ana só para você")
      try ana.wait(for: "[private] beto → you: só para você")
      // Once.
      try ana.wait(for: "the server keeps private messages")
      try ana.enter("@beto resposta")
      try beto.expect("[privado] ana: resposta")
      let screen = try ana.wait(for: "[private] you → beto: resposta ✓")
      #expect(screen.rows.filter { $0.contains("the server keeps") }.count == 1)
      try ana.enter("@eva outra")
      try eva.expect("[privado] ana: outra")
      try beto.send("para todos")
      try other.wait(for: "beto: para todos")
      #expect(try !other.screen.text.contains("private"))
      try eva.expect("beto: para todos")
    }
  }

  @Test("begins a private message by a click on a name, in the messages and among the people")
  func clickOnName() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try beto.send("clique aqui")
      try ana.click(on: "beto: clique")
      try ana.wait(for: "> @beto ")
      try ana.enter("psiu")
      try beto.expect("[privado] ana: psiu")
      try ana.wait(for: "beto: psiu ✓")
      try ana.click(on: "│ beto")
      try ana.wait(for: "> @beto ")
      // One's own name is nobody to write to.
      try ana.press("C-u")
      try ana.click(on: "│ ana")
      try ana.enter("fim")
      try beto.expect("ana: fim")
    }
  }

  @Test("is possible with somebody whose name is as long as names get, and wide")
  func longName() throws {
    try TestServer.run { server in
      let name = String(repeating: "界", count: 32)
      let long = try server.plain(name)
      let ana = try server.screen()
      try long.expect("* ana entered")
      try long.send("oi")
      try ana.wait("the message") { screen in
        // The name has 64 columns, more than there is room for beside the people.
        let row = screen.row(of: "│ 界界界")
        return row == 3 && screen.rows[21].contains("界: oi")
      }
      try ana.click(on: "│ 界")
      try ana.enter("psiu")
      try long.expect("[privado] ana: psiu")
      try ana.resize(columns: 20, rows: 5)
      try ana.enter("e aqui")
      try long.expect("ana: e aqui")
    }
  }

  @Test("completes names and commands")
  func completion() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try ana.type("@b")
      try ana.press("Tab")
      try ana.wait(for: "> @beto ")
      try ana.enter("oi")
      try beto.expect("[privado] ana: oi")
      try ana.type("#wh")
      try ana.press("Tab")
      try ana.wait(for: "> #who")
      try ana.press("Enter")
      try ana.wait(for: "* 2 here: ")
    }
  }

  @Test("has the keys of a line in hand: moving, deleting, bringing back, lines, what was sent")
  func keys() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try ana.type("mundo cruel")
      try ana.press("C-w", "C-a")
      try ana.type("olá, ")
      try ana.press("C-e", "BSpace", "M-Enter")
      try ana.enter("segunda")
      try beto.expect(["ana: olá, mundo", "ana: segunda"])
      try ana.press("Up", "Home", "C-k")
      try ana.type("só ")
      try ana.press("C-y", "Enter")
      // Home is the beginning of the line that the cursor is in, the second.
      try beto.expect(["ana: olá, mundo", "ana: só segunda"])
    }
  }
}
