import TestSupport
import Testing

// Names: which are refused, when two are the same, when one is free again.

@Suite struct NamesTests {
  @Test("A name that somebody bears is refused, and another one may be given")
  func taken() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let other = try server.connect(.plain)
      try other.send("Ana")
      try other.expect("! that name is in use, choose another")
      try other.send("Bia")
      try other.expect("* Hello, Bia! 2 people here: Ana, Bia. #help shows the commands.")
      try ana.expect("* Bia entered")
    }
  }

  @Test("The numbered dialect has codes for it")
  func codes() throws {
    try TestServer.run { server in
      _ = try server.plainRoom("Ana")
      let other = try server.connect(.numbered)
      let ana = try server.plain("Anna")
      try other.send("1 Anna")
      try other.expect(prefix: "!1 name-taken ")
      try other.send("2 An na")
      try other.expect(prefix: "!2 name-malformed ")
      try other.send("3 Bia")
      _ = try NumberedClient(entering: other, number: 3)
      try ana.readLines(through: { $0 == "* Bia entered" })
    }
  }

  @Test(
    "What is no name is refused",
    arguments: [
      "An na", "-ana", ".ana", "_ana", "an:a", "[ana]", "*", "!ana", "@ana", "#ana", "an\u{202E}a", "an>a",
      "Анa", String(repeating: "a", count: 33), "a\tb", "#sair", "@ana oi",
    ])
  func malformed(name: String) throws {
    try TestServer.run { server in
      let client = try server.connect(.plain)
      try client.send(name)
      try client.expect(prefix: "! that name will not do: ")
      try client.send("Ana")
      try client.expect(prefix: "* Hello, Ana!")
    }
  }

  @Test(
    "Names of many scripts enter, up to 32 characters",
    arguments: ["José", "Мария", "はな子", "a", "7", "a_b-c.d", String(repeating: "ã", count: 32)])
  func wellFormed(name: String) throws {
    try TestServer.run { server in
      let client = try server.connect(.plain)
      try client.send(name)
      try client.expect(prefix: "* Hello, \(name)! 1 person here: \(name).")
    }
  }

  @Test("An empty line in place of a name is ignored")
  func emptyLine() throws {
    try TestServer.run { server in
      let client = try server.connect(.plain)
      try client.send(["", "", "", "", "Ana"])
      try client.expect(prefix: "* Hello, Ana!")
    }
  }

  @Test("Names are the same whatever their case, and whatever their normal form")
  func sameName() throws {
    try TestServer.run { server in
      let jose = try server.plain("José")
      for same in ["JOSÉ", "jose\u{301}", "JOSE\u{301}"] {
        let other = try server.connect(.plain)
        try other.send(same)
        try other.expect("! that name is in use, choose another")
      }
      // Without the accent it is another name.
      _ = try server.plain("Jose")
      try jose.expect("* Jose entered")
    }
  }

  @Test("A name is shown in NFC")
  func normalised() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let client = try server.connect(.plain)
      try client.send("Jose\u{301}")
      let line = try ana.readLine()
      #expect(Array(line.utf8) == Array("* Jos\u{E9} entered".utf8))
    }
  }

  @Test("Three names refused in a row end the connection, whether malformed or taken")
  func threeRefused() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let client = try server.connect(.plain)
      try client.send(["a b", "Ana", "@", "Bia"])
      try client.expect(prefix: "! that name will not do")
      try client.expect("! that name is in use, choose another")
      try client.expect(prefix: "! that name will not do")
      try client.expect("! too many names refused: connection closed")
      try client.expectEnd()
      // The fourth was not even looked at.
      let fence = try server.plain("Rui")
      try ana.expect("* Rui entered")
      fence.cut()
    }
  }

  @Test("Two refused names and a good one are no harm")
  func twoRefused() throws {
    try TestServer.run { server in
      let client = try server.connect(.numbered)
      try client.send(["1 a b", "2 c d", "3 Ana"])
      try client.expect(prefix: "!1 name-malformed ")
      try client.expect(prefix: "!2 name-malformed ")
      _ = try NumberedClient(entering: client, number: 3)
    }
  }

  @Test("Three refused names end a numbered connection")
  func threeRefusedNumbered() throws {
    try TestServer.run { server in
      let client = try server.connect(.numbered)
      try client.send(["1 a b", "2 c d", "3 e f"])
      for number in 1...3 { try client.expect(prefix: "!\(number) name-malformed ") }
      try client.expect("!0 offence too many names refused: connection closed")
      try client.expectEnd()
    }
  }

  @Test("A name is free once its bearer has left, however it left")
  func freed() throws {
    try TestServer.run { server in
      let watcher = try server.plain("Rui")
      for leave in 0..<3 {
        let ana = try server.plain("Ana")
        try watcher.expect("* Ana entered")
        switch leave {
        case 0: try ana.send("#sair")
        case 1: ana.close()
        default: ana.cut()
        }
        try watcher.expect("* Ana left")
      }
      let numbered = try server.numbered("ANA")
      try watcher.expect("* ANA entered")
      try numbered.send("2 #sair")
      try watcher.expect("* ANA left")
      _ = try server.plain("ana")
      try watcher.expect("* ana entered")
    }
  }
}
