import Journal
import TestSupport
import Testing

// `#historico`: how many, whose, in which order, and how much at the most.

@Suite struct HistoryTests {
  @Test("The last lines come oldest first, after a notice that counts them")
  func plain() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send("#historico")
      try room[0].expect("* No earlier messages.")
      try room[0].send(["um", "dois"])
      try room[1].send(["três"])
      try room[1].expect(["Ana: um", "Ana: dois"])
      try room[0].expect("Rui: três")
      for command in ["#historico", "#history", "#Historico 3", "#historico 500"] {
        try room[0].send(command)
        let lines = try room[0].readLines(4)
        #expect(lines[0] == "* 3 earlier messages:")
        #expect(Set(lines) == ["* 3 earlier messages:", "Ana: um", "Ana: dois", "Rui: três"])
        #expect(lines.filter { $0.hasPrefix("Ana") } == ["Ana: um", "Ana: dois"])
      }
      try room[0].send("#historico 1")
      #expect(try room[0].readLines(2)[0] == "* 1 earlier message:")
    }
  }

  @Test("A numbered client gets the numbers and times of then, and its answer last")
  func numbered() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send(#"2 um\n\\"#)
      let said = try room[1].client.readLine()
      try room[1].send("2 dois")
      try room[0].expect("+2 3")
      try room[0].expect(4, "Rui: dois")
      try room[1].expect("+2 4")
      try room[1].send("3 #historico")
      try room[1].expect("~\(said)")
      try room[1].expect(prefix: "~4 ")
      try room[1].expect("+3 -")
    }
  }

  @Test("Without a number the last 20 come; 500 at the most")
  func count() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      try ana.send((1...501).map { "\($0)" })
      for (command, first, count) in [
        ("#historico", 482, 20), ("#historico 500", 2, 500), ("#historico 1", 501, 1),
      ] {
        try ana.send(command)
        try ana.expect(count == 1 ? "* 1 earlier message:" : "* \(count) earlier messages:")
        try ana.expect((first...501).map { "Ana: \($0)" })
      }
      try ana.send(["#historico 501", "#historico 0"])
      try ana.expect(prefix: "! unknown command")
      try ana.expect(prefix: "! unknown command")
    }
  }

  @Test("At most 128 KiB come, the newest, in both dialects", arguments: [false, true])
  func limit(numbered: Bool) throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let text = String(repeating: "x", count: 4000)
      try ana.send((100..<140).map { "\($0)\(text)" } + ["#quem"])
      // The answer says that all lines before it are in the journal.
      try ana.expect("* 1 person here: Ana")
      let rui = try server.connect(numbered ? .numbered : .plain)
      let lines: [String]
      if numbered {
        try rui.send("1 Rui")
        _ = try NumberedClient(entering: rui)
        try rui.send("2 #historico 500")
        lines = try rui.readLines(through: { $0 == "+2 -" }).dropLast()
      } else {
        try rui.send("Rui")
        _ = try rui.readLine()
        try rui.send("#historico 500")
        let count = try #require(Int(try rui.expect(prefix: "* ").prefix { $0 != " " }))
        lines = try rui.readLines(count)
      }
      let bytes = lines.reduce(0) { $0 + $1.utf8.count + 1 }
      #expect(bytes <= 128 << 10)
      #expect(bytes + 4100 > 128 << 10)
      for (index, line) in lines.reversed().enumerated() { #expect(line.contains("Ana: \(139 - index)x")) }
    }
  }

  @Test("Private messages come to both ends, and to nobody else")
  func privateOnes() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui", "Eva")
      let tom = try server.numbered("Tom")
      for client in room { try client.expect("* Tom entered") }
      try room[0].send(["um", "@Rui segredo", "@Tom outro", "dois"])
      try room[2].expect(["Ana: um", "Ana: dois"])
      for client in room { try client.send("#historico") }
      try room[0].expect([
        "* 4 earlier messages:", "Ana: um", "[privado] Ana>Rui: segredo", "[privado] Ana>Tom: outro",
        "Ana: dois",
      ])
      try room[1].expect(["Ana: um", "[privado] Ana: segredo", "Ana: dois", "* 3 earlier messages:"])
      try room[1].expect(["Ana: um", "[privado] Ana: segredo", "Ana: dois"])
      try room[2].expect(["* 2 earlier messages:", "Ana: um", "Ana: dois"])
      try tom.send("2 #historico")
      _ = try tom.client.readLines(3)
      let lines = try tom.client.readLines(through: { $0 == "+2 -" })
      #expect(lines.count == 4)
      #expect(lines[0].hasPrefix("~5 ") && lines[0].hasSuffix(" Ana: um"))
      #expect(lines[1].hasPrefix("~7 ") && lines[1].hasSuffix(" [privado] Ana>Tom: outro"))
      #expect(lines[2].hasPrefix("~8 ") && lines[2].hasSuffix(" Ana: dois"))
    }
  }

  @Test("They belong to the session, never to the name: a successor sees none")
  func successor() throws {
    try TestServer.run { server in
      let eva = try server.plain("Eva")
      let ana = try server.numbered("Ana")
      let rui = try server.plain("Rui")
      try eva.expect(["* Ana entered", "* Rui entered"])
      try rui.send("@Ana segredo")
      try ana.expect(3, "* joined Rui")
      try ana.expect(4, "[privado] Rui>Ana: segredo")
      try ana.send("2 @Rui resposta", "3 #sair")
      try ana.expect("+2 5", "+3 6")
      try rui.expect(["[privado] Ana: resposta", "* Ana left"])
      try rui.send("#sair")
      try eva.expect(["* Ana left", "* Rui left"])
      // Both stay: that one leaves may be told before what the next one asked for.
      let successors = try ["Ana", "Rui"].map { name in
        let successor = try server.plain(name)
        try successor.send("#historico 500")
        try successor.expect("* No earlier messages.")
        return successor
      }
      try successors[0].expect("* Rui entered")
    }
  }

  @Test("The messages of those who came and went are still there for who comes later")
  func ofOthers() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let watcher = try server.plain("Rui")
      try ana.expect("* Rui entered")
      try ana.send(["olá", "#sair"])
      try watcher.expect(["Ana: olá", "* Ana left"])
      let late = try server.plain("Eva")
      try late.send("#historico")
      try late.expect(["* 1 earlier message:", "Ana: olá"])
    }
  }
}
