import ChatServer
import TestSupport
import Testing

// Away: told to have left after a while, and the session over after a longer one.

@Suite struct AwayTests {
  @Test("Who stays away is told to have left, and the name is free")
  func left() throws {
    try TestServer.run(limits: .with { $0.awayTime = 50 }) { server in
      let rui = try server.numbered("Rui")
      let plain = try server.plain("Eva")
      let ana = try server.numbered("Ana")
      try plain.expect("* Ana entered")
      ana.client.cut()
      try plain.expect("* Ana left")
      try rui.expect(2, "* joined Eva")
      try rui.expect(3, "* joined Ana")
      // Its being away is the entry between.
      try rui.expect(5, "* left Ana lost")
      try plain.send("#quem")
      try plain.expect("* 2 people here: Rui, Eva")
      _ = try server.plain("Ana")
    }
  }

  @Test("Who is back in time was never gone")
  func back() throws {
    try TestServer.run(limits: .with { $0.awayTime = 5_000 }) { server in
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana")
      try rui.expect(2, "* joined Ana")
      ana.client.cut()
      let again = try server.resume(ana.token, after: 2)
      try again.expect(["+1 -", "= room \(ana.room)", "= ready"])
      again.cut()
      // The first patience runs out while the second goes on; had it counted, two would be told.
      let left = try rui.client.readLine()
      #expect(left.hasSuffix(" * left Ana lost"))
      try rui.send("2 #quem")
      try rui.expect("= here Rui", "+2 -")
    }
  }

  @Test("A numbered client that closes without leaving is away as well")
  func closed() throws {
    try TestServer.run { server in
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana")
      ana.client.close()
      try ana.client.expectEnd()
      try rui.expect(2, "* joined Ana")
      try rui.send("2 @Ana oi")
      let sequence = UInt64(try rui.expect(prefix: "+2 ")) ?? 0
      let again = try server.resume(ana.token, after: 2)
      try again.expect(["+1 -", "= room \(ana.room)", "= ready"])
      try again.expect(sequence, "[privado] Rui>Ana: oi")
    }
  }

  @Test("Taken up after having been told to have left, the session enters again under its name")
  func entersAgain() throws {
    try TestServer.run(limits: .with { $0.awayTime = 50 }) { server in
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana")
      try rui.expect(2, "* joined Ana")
      try ana.send("2 um")
      try ana.expect("+2 3")
      try rui.expect(3, "Ana: um")
      ana.client.cut()
      try rui.expect(5, "* left Ana lost")
      try rui.send("2 meanwhile")
      try rui.expect("+2 6")
      let again = try server.resume(ana.token, after: 3)
      try again.expect(["+1 -", "= room \(ana.room)", "= ready"])
      try again.expect(6, "Rui: meanwhile")
      try rui.expect(7, "* joined Ana")
      // What it said before is still known by its number.
      try again.send(["2 um", "3 dois"])
      try again.expect(["+2 3", "+3 8"])
      try rui.expect(8, "Ana: dois")
    }
  }

  @Test("Where somebody else has the name by then, it is refused, and another name may be given")
  func nameTaken() throws {
    try TestServer.run(limits: .with { $0.awayTime = 50 }) { server in
      let rui = try server.plain("Rui")
      let ana = try server.numbered("Ana")
      try rui.expect("* Ana entered")
      ana.client.cut()
      try rui.expect("* Ana left")
      let other = try server.plain("ANA")
      try rui.expect("* ANA entered")
      let again = try server.resume(ana.token, after: 2)
      try again.expect(prefix: "!1 name-taken ")
      try again.send("2 Eva")
      _ = try NumberedClient(entering: again, number: 2)
      try other.expect("* Eva entered")
    }
  }

  @Test("A session that nobody took up ends, and who wrote to it in vain is told")
  func undelivered() throws {
    let limits = Limits.with {
      $0.awayTime = 5_000
      $0.sessionTime = 50
    }
    try TestServer.run(limits: limits) { server in
      let rui = try server.numbered("Rui")
      let plain = try server.plain("Eva")
      let ana = try server.numbered("Ana")
      try plain.expect("* Ana entered")
      try rui.expect(2, "* joined Eva")
      try rui.expect(3, "* joined Ana")
      ana.client.close()
      try ana.client.expectEnd()
      try rui.send("2 @Ana um")
      try rui.expect("+2 5")
      try plain.send("@Ana dois")
      try rui.expect(7, "* left Ana lost")
      try plain.expect("* Ana left")
      try rui.expect("= undelivered 5")
      try rui.send("3 @Ana três")
      try rui.expect(prefix: "!3 no-such-person ")
      let again = try server.resume(ana.token, after: 3)
      try again.expect(prefix: "!1 no-such-session ")
      // A plain client has no such line.
      try rui.send("4 fim")
      try plain.expect("Rui: fim")
    }
  }

  @Test("Who was away when it came to be known is told on coming back")
  func undeliveredLater() throws {
    let limits = Limits.with {
      $0.awayTime = 6_000
      $0.sessionTime = 3_000
    }
    try TestServer.run(limits: limits) { server in
      let eva = try server.plain("Eva")
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana")
      try eva.expect(["* Rui entered", "* Ana entered"])
      try rui.expect(3, "* joined Ana")
      ana.client.close()
      try ana.client.expectEnd()
      try rui.send("2 @Ana um")
      try rui.expect("+2 5")
      try eva.expect("* Ana left")
      // Ana's session ends three seconds later, when Rui is away, but not yet gone.
      rui.client.cut()
      while try server.journal.reader.entries(after: .init(7), through: .init(8), bytes: 1_000).isEmpty {
        try eva.send("#quem")
        try eva.expect(prefix: "* ")
      }
      let again = try server.resume(rui.token, after: 6, number: 3)
      try again.expect(["+3 -", "= room \(rui.room)", "= ready", "= undelivered 5"])
    }
  }

  @Test("Who took the session up and saw the message leaves nobody to be told")
  func delivered() throws {
    let limits = Limits.with {
      $0.awayTime = 5_000
      $0.sessionTime = 50
    }
    try TestServer.run(limits: limits) { server in
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana")
      try rui.expect(2, "* joined Ana")
      ana.client.close()
      try ana.client.expectEnd()
      try rui.send("2 @Ana um")
      try rui.expect("+2 4")
      let again = try server.resume(ana.token, after: 2)
      try again.expect(["+1 -", "= room \(ana.room)", "= ready"])
      try again.expect(4, "[privado] Rui>Ana: um")
      again.cut()
      try rui.expect(7, "* left Ana lost")
      // The session is over once it can no longer be taken up.
      var isOver = false
      while !isOver {
        let asking = try server.resume("AAAAAAAAAAAAAAAAAAAAAA", after: 0)
        try asking.expect(prefix: "!1 ")
        isOver = try server.journal.reader.entries(after: .init(7), through: .init(8), bytes: 1000).count == 1
      }
      try rui.send("3 fim")
      try rui.expect("+3 9")
    }
  }
}
