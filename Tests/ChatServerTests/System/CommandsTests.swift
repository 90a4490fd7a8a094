import TestSupport
import Testing

// `#quem`, `#ajuda` and their aliases.

@Suite struct CommandsTests {
  @Test("Who is here, in the order of entering", arguments: ["#quem", "#who", "#QUEM", "#quem  "])
  func who(command: String) throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      try ana.send(command)
      try ana.expect("* 1 person here: Ana")
      let rui = try server.numbered("Rui")
      try ana.expect("* Rui entered")
      try ana.send(command)
      try ana.expect("* 2 people here: Ana, Rui")
      try rui.send("2 \(command)")
      try rui.expect("= here Ana Rui", "+2 -")
      try ana.send("#sair")
      try rui.expect(3, "* left Ana quit")
      try rui.send("3 \(command)")
      try rui.expect("= here Rui", "+3 -")
    }
  }

  @Test("Of very many, all are named, in several notices")
  func whoOfMany() throws {
    try TestServer.run { server in
      var crowd: [TestClient] = []
      let names = (10..<80).map { "\($0)" + String(repeating: "𐐨", count: 30) }
      for name in names { crowd.append(try server.plain(name)) }
      let last = crowd[crowd.count - 1]
      try last.send("#quem")
      var found: [String] = []
      while found.count < names.count {
        let line = try last.expect(prefix: "* ")
        #expect(line.utf8.count < 4096)
        let listed = found.isEmpty ? line.dropFirst("70 people here: ".count) : line[...]
        found += listed.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
      }
      #expect(found == names)
    }
  }

  @Test("Help tells the commands, one a line", arguments: ["#ajuda", "#help", "#HELP"])
  func help(command: String) throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let rui = try server.numbered("Rui")
      try ana.expect("* Rui entered")
      try ana.send(command)
      let plain = try (0..<8).map { _ in try ana.expect(prefix: "* ") }
      try rui.send("2 \(command)")
      let numbered = try (0..<8).map { _ in try rui.client.expect(prefix: "= help ") }
      try rui.expect("+2 -")
      #expect(plain == numbered)
      for command in ["#who", "#history", "#keys name", "#help", "#quit", "@name", "##text"] {
        #expect(plain.contains { $0.hasPrefix(command) })
      }
    }
  }

  @Test(
    "A command with what it does not take, or in no list, is a mistake",
    arguments: [
      "#sair agora", "#quem x", "#ajuda x", "#", "#xyz", "#retomar a 1", "#historico 0", "#historico 501",
      "#historico x", "#historico -1", "#historico 1 2", "# sair", "#historico 99999999999999999999999",
    ])
  func unknown(command: String) throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send([command, "fim"])
      try room[0].expect("! unknown command, or one that is not used so; #help shows the commands")
      try room[1].expect("Ana: fim")
      let numbered = try server.numbered("Eva")
      try numbered.send("2 \(command)")
      try numbered.expect(
        "!2 no-such-command unknown command, or one that is not used so; #help shows the commands")
    }
  }
}
