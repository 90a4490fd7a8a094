import ChatServer
import Reactor
import TestSupport
import Testing

// Flooding: slowed down by not being read from; nothing is lost and nobody removed.

@Suite struct FloodTests {
  static let limits = Limits.with { $0.flood = TokenBucket.Rate(burst: 5, perSecond: 50) }

  @Test("Who sends faster is slowed down, and everything arrives in order")
  func slowedDown() throws {
    try TestServer.run(limits: Self.limits) { server in
      let rui = try server.plain("Rui")
      let ana = try server.plain("Ana")
      try rui.expect("* Ana entered")
      let start = Clock.monotonicMilliseconds
      // The name has used up one of the five, so 4 pass at once and 20 wait 20 ms each.
      try ana.send((1...24).map { "\($0)" })
      try rui.expect((1...24).map { "Ana: \($0)" })
      #expect(Clock.monotonicMilliseconds - start >= 380)
      try ana.send("ainda aqui")
      try rui.expect("Ana: ainda aqui")
    }
  }

  @Test("The others are not slowed down")
  func othersGoOn() throws {
    let limits = Limits.with { $0.flood = TokenBucket.Rate(burst: 4, perSecond: 0.001) }
    try TestServer.run(limits: limits) { server in
      let room = try server.plainRoom("Rui", "Ana")
      try room[1].send((1...10).map { "\($0)" })
      try room[0].expect(["Ana: 1", "Ana: 2", "Ana: 3"])
      try room[0].send("oi")
      try room[1].expect("Rui: oi")
      // The flooder is read from no more, but it is still sent to.
      let eva = try server.plain("Eva")
      try room[1].expect("* Eva entered")
      try room[0].expect("* Eva entered")
      try eva.send("oi")
      try room[0].expect("Eva: oi")
    }
  }

  @Test("Each line of a text of several lines costs one")
  func severalLines() throws {
    try TestServer.run(limits: Self.limits) { server in
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana")
      try rui.expect(2, "* joined Ana")
      let start = Clock.monotonicMilliseconds
      // Four are left, the text puts the bucket 10 into debt, and the next line waits for 11 to come back.
      try ana.send("2 " + (1...14).map { "\($0)" }.joined(separator: #"\n"#), "3 fim")
      try ana.expect("+2 3", "+3 4")
      #expect(Clock.monotonicMilliseconds - start >= 200)
    }
  }

  @Test("Mistakes cost as well")
  func mistakes() throws {
    try TestServer.run(limits: Self.limits) { server in
      let ana = try server.plain("Ana")
      let start = Clock.monotonicMilliseconds
      try ana.send((1...14).map { _ in "#xyz" })
      for _ in 1...14 { try ana.expect(prefix: "! ") }
      #expect(Clock.monotonicMilliseconds - start >= 180)
    }
  }

  @Test("`#quem` and `#historico` have a slower bucket of their own")
  func tooFast() throws {
    let limits = Limits.with {
      $0.flood = TokenBucket.Rate(burst: 100, perSecond: 100)
      $0.commands = TokenBucket.Rate(burst: 2, perSecond: 0.001)
    }
    try TestServer.run(limits: limits) { server in
      let ana = try server.plain("Ana")
      try ana.send(["#quem", "#historico", "#quem", "#historico", "#ajuda"])
      try ana.expect(["* 1 person here: Ana", "* No earlier messages."])
      try ana.expect(["! too fast, wait a little", "! too fast, wait a little"])
      try ana.expect(prefix: "* ")
      let rui = try server.numbered("Rui")
      try rui.send("2 #quem", "3 #historico", "4 #quem", "5 oi", "6 #keys Ana")
      try rui.expect("= here Ana Rui", "+2 -", "+3 -")
      try rui.expect(prefix: "!4 too-fast ")
      // What papo asks before a private message costs no more than the message.
      try rui.expect("+5 3", "= owner Ana", "+6 -")
    }
  }

  @Test("Names are under the limit too, and the handshake's peer is not forgotten")
  func names() throws {
    try TestServer.run(limits: Self.limits) { server in
      let client = try server.connect(.plain)
      // Empty lines cost as well.
      let start = Clock.monotonicMilliseconds
      try client.send((1...14).map { _ in "" } + ["Ana"])
      try client.expect(prefix: "* Hello, Ana!")
      #expect(Clock.monotonicMilliseconds - start >= 180)
    }
  }

  @Test("Without the limit, more lines at once than the journal thread's inbox holds are all answered")
  func overfullInbox() throws {
    let gate = Gate()
    try TestServer.run(ioThreads: 1, clock: gate.pass) { server in
      let crowd = try (0..<24).map { try server.numbered("p\($0)") }
      for client in crowd {
        try client.send("2 a")
        try client.client.readLines(through: { $0.hasPrefix("+2 ") })
      }
      gate.close()
      try crowd[0].send("3 b")
      gate.waitForSomebody()
      // Repetitions, since they are short to ask and to answer. Eight of the clients fill the inbox, and the
      // lines of the others wait in their sockets until there is room: with a record of 16 KiB read from each
      // in one round, they are more than 65,536.
      let count = 8_000
      let lines = [UInt8](repeatElement(Array("2 a\n".utf8), count: count).joined())
      for client in crowd { try client.client.send(bytes: lines) }
      gate.open()
      for client in crowd {
        var answered = 0
        while answered < count {
          if try client.client.readLine().hasPrefix("+2 ") { answered += 1 }
        }
      }
    }
  }

  @Test("A client that is slowed down for longer than a ping takes is neither pinged nor in anybody's way")
  func slowedBeyondPing() throws {
    let limits = Limits.with {
      $0.flood = TokenBucket.Rate(burst: 2, perSecond: 0.25)
      $0.pingAfter = 2_500
      $0.silenceTime = 3_000
    }
    try TestServer.run(limits: limits, ioThreads: 1) { server in
      let ana = try server.numbered("Ana")
      try ana.send("2 um", "3 dois")
      try ana.expect("+2 2", "+3 3")
    }
  }
}
