import ChatServer
import TestSupport
import Testing

// Pings, both ways, and silence.

@Suite struct PingTests {
  @Test("The server pings a silent numbered client, and cuts one that stays silent")
  func silence() throws {
    let limits = Limits.with {
      $0.pingAfter = 50
      $0.silenceTime = 3_000
      $0.awayTime = 50
    }
    try TestServer.run(limits: limits) { server in
      let plain = try server.plain("Rui")
      let ana = try server.numbered("Ana")
      try plain.expect("* Ana entered")
      try ana.expect("?")
      // A cut is a cut: no close_notify pretends that it was meant.
      try ana.client.expectEnd(clean: false)
      try plain.expect("* Ana left")
    }
  }

  @Test("Whoever answers stays")
  func answered() throws {
    let limits = Limits.with {
      $0.pingAfter = 50
      $0.silenceTime = 60_000
    }
    try TestServer.run(limits: limits) { server in
      let ana = try server.numbered("Ana")
      for _ in 1...3 {
        try ana.expect("?")
        try ana.send("?")
        // The answer to ours may be answered once, since the two cannot be told apart.
        try ana.send("2 #quem")
        try ana.client.readLines(through: { $0 == "+2 -" })
      }
    }
  }

  @Test("A client's ping is answered at most once in ten seconds")
  func asked() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      try ana.send("?", "?", "?", "2 #quem", "?", "3 #quem")
      try ana.expect("?", "= here Ana", "+2 -", "= here Ana", "+3 -")
      #expect(Limits().pongInterval == 10_000)
    }
  }

  @Test("It is answered again after that time")
  func askedLater() throws {
    try TestServer.run(limits: .with { $0.pongInterval = 0 }) { server in
      let ana = try server.numbered("Ana")
      try ana.send("?", "?", "2 #quem", "?")
      // Pings have no place among the answers.
      try ana.expect("?", "?", "?", "= here Ana", "+2 -")
    }
  }

  @Test("There is no ping in the plain dialect, nor an answer to one")
  func plain() throws {
    let limits = Limits.with {
      $0.pingAfter = 20
      $0.silenceTime = 40
      $0.promptDelay = 2_000
    }
    try TestServer.run(limits: limits) { server in
      let room = try server.plainRoom("Ana", "Rui")
      // Far longer than the numbered may be silent.
      try server.connect(.plain).expect(prefix: "* What is your name?")
      try room[0].send("?")
      try room[1].expect("Ana: ?")
      try room[1].send("oi")
      try room[0].expect("Rui: oi")
    }
  }
}
