import ChatServer
import Reactor
import TestSupport
import Testing

// Entering: the prompt, the welcome, what the others are told, and what stands in the log.

@Suite struct EnteringTests {
  @Test("Whoever stays silent is asked for a name")
  func prompt() throws {
    try TestServer.run(limits: .with { $0.promptDelay = 50 }) { server in
      let client = try server.connect(.plain)
      try client.expect("* What is your name? Type it and press Enter.")
      try client.send("Ana")
      try client.expect("* Hello, Ana! 1 person here: Ana. #help shows the commands.")
    }
  }

  @Test("Whoever gives the name at once never sees the prompt")
  func noPrompt() throws {
    let limits = Limits.with { $0.promptDelay = Limits().promptDelay }
    try TestServer.run(limits: limits) { server in
      // On a machine that stood still for half a second, the prompt is right; then it is tried again.
      var wasSlow = true
      while wasSlow {
        let start = Clock.monotonicMilliseconds
        let client = try server.connect(.plain)
        try client.send("Ana")
        wasSlow = Clock.monotonicMilliseconds - start > limits.promptDelay / 2
        if !wasSlow { try client.expect("* Hello, Ana! 1 person here: Ana. #help shows the commands.") }
      }
    }
  }

  @Test("Who has begun to type is not asked")
  func noPromptWhileTyping() throws {
    try TestServer.run(limits: .with { $0.promptDelay = 2_000 }) { server in
      let typing = try server.connect(.plain)
      try typing.send(bytes: Array("An".utf8))
      let silent = try server.connect(.plain)
      // It connected later, so whoever was to be asked before it has been.
      try silent.expect(prefix: "* What is your name?")
      try typing.send("a")
      try typing.expect(prefix: "* Hello, Ana!")
    }
  }

  @Test("A numbered client is never asked")
  func noPromptForNumbered() throws {
    try TestServer.run(limits: .with { $0.promptDelay = 50 }) { server in
      let numbered = try server.connect(.numbered)
      try server.connect(.plain).expect(prefix: "* What is your name?")
      try numbered.send("1 Ana")
      _ = try NumberedClient(entering: numbered)
    }
  }

  @Test("The notices speak the server's language")
  func portuguese() throws {
    try TestServer.run(limits: .with { $0.promptDelay = 50 }, language: .portuguese) { server in
      let ana = try server.connect(.plain)
      try ana.expect("* Qual é o seu nome? Escreva-o e tecle Enter.")
      try ana.send("Ana")
      try ana.expect("* Olá, Ana! 1 pessoa aqui: Ana. #ajuda mostra os comandos.")
      let rui = try server.connect(.plain)
      try rui.send("Rui")
      try rui.readLines(through: { $0 == "* Olá, Rui! 2 pessoas aqui: Ana, Rui. #ajuda mostra os comandos." })
      try ana.expect("* Rui entrou")
      try rui.send(["@Ana psiu", "#sair"])
      try rui.expect("* Até logo, Rui!")
      try ana.expect(["[privado] Rui: psiu", "* Rui saiu"])
    }
  }

  @Test("Everybody else is told, in both dialects, and the newcomer is not")
  func announcement() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let rui = try server.numbered("Rui")
      try ana.expect("* Rui entered")
      let eva = try server.plain("Eva")
      try ana.expect("* Eva entered")
      try rui.expect(3, "* joined Eva")
      try ana.send("oi")
      try rui.expect(4, "Ana: oi")
      try eva.expect("Ana: oi")
    }
  }

  @Test("The welcome counts everybody and names 50")
  func fiftyNames() throws {
    try TestServer.run { server in
      var crowd: [TestClient] = []
      for index in 1...49 { crowd.append(try server.plain("p\(index)")) }
      let names = (1...49).map { "p\($0)" }.joined(separator: ", ")
      let fiftieth = try server.connect(.plain)
      try fiftieth.send("p50")
      try fiftieth.expect("* Hello, p50! 50 people here: \(names), p50. #help shows the commands.")
      let next = try server.connect(.plain)
      try next.send("p51")
      try next.expect("* Hello, p51! 51 people here: \(names), p50, …. #help shows the commands.")
      crowd.removeAll()
    }
  }

  @Test("A numbered client is named everybody, in lines of at most 4 KiB")
  func everybody() throws {
    try TestServer.run { server in
      var crowd: [TestClient] = []
      let names = (10..<80).map { "\($0)" + String(repeating: "𐐨", count: 30) }
      for name in names { crowd.append(try server.plain(name)) }
      let last = try server.connect(.numbered)
      try last.send("1 Ana")
      _ = try last.readLines(3)
      let lines = try last.readLines(through: { $0 == "= ready" }).dropLast()
      #expect(lines.count == 3)
      #expect(lines.allSatisfy { $0.utf8.count < 4096 })
      #expect(lines.flatMap { $0.split(separator: " ").dropFirst(2).map(String.init) } == names + ["Ana"])
      crowd.removeAll()
    }
  }

  @Test(
    "The numbered answer comes in the protocol's order, and tells the journal's id and a token of 128 bits")
  func numberedAnswer() throws {
    try TestServer.run { server in
      let client = try server.connect(.numbered)
      try client.send("7 Ana")
      try client.expect(["+7 1", "= room \(server.journal.room)"])
      let token = try client.expect(prefix: "= session ")
      #expect(token.utf8.count == 22)
      try client.expect(["= here Ana", "= ready"])
      let other = try server.numbered("Rui")
      #expect(other.token != token)
    }
  }

  @Test("The log has a line with name and address for each who enters and leaves")
  func log() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let rui = try server.plain("Rui")
      try ana.expect("* Rui entered")
      try rui.send("#sair")
      try ana.expect("* Rui left")
      let records = server.log.take()
      #expect(records.contains { $0.hasPrefix("info entered from=127.0.0.1:") && $0.hasSuffix("name=Rui") })
      #expect(records.contains { $0.hasPrefix("info left ") && $0.contains("name=Rui") })
    }
  }
}
