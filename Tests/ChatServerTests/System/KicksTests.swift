import ChatServer
import Reactor
import TLS
import TestSupport
import Testing
import Wire

// `#expulsar`: who was thrown out knows why, the session is over, and nobody else's connection is touched.

@Suite struct KicksTests {
  private let admin: Credentials
  private let key: Credentials
  private let admission: Admission

  init() throws {
    admin = try TestCertificates.newPerson()
    key = try TestCertificates.newPerson()
    admission = Admission(admins: [admin.certificate.pin])
  }

  @Test(
    "All are told, who does it too, the person why, and the session is over",
    arguments: ["#expulsar", "#KICK"])
  func kicked(command: String) throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let eva = try server.plain("Eva")
      try ana.send("2 \(command) BETO")
      try ana.expect("= key Beto \(key.certificate.pin)")
      try ana.expect(2, "* joined Beto")
      try ana.expect(3, "* joined Eva")
      try ana.expect(4, "* kicked Beto Ana 0")
      try ana.expect("+2 4")
      try ana.expect(5, "* left Beto kicked")
      try beto.expect(3, "* joined Eva")
      try beto.expect(4, "* kicked Beto Ana 0")
      try beto.expect("!0 offence Ana kicked you out")
      try beto.client.expectEnd()
      try eva.expect(["* Ana kicked Beto out", "* Beto left"])
      let log = server.log.take()
      #expect(log.contains { $0.hasPrefix("notice kicked by=Ana from=127.0.0.1:") })
      #expect(log.contains { $0.hasSuffix(" minutes=0 name=Beto") })
      #expect(log.contains { $0.hasPrefix("info left from=127.0.0.1:") && $0.hasSuffix("reason=kicked") })
      // No more than thrown out.
      let again = try server.resume(beto.token, after: 5, identity: key)
      try again.expect(prefix: "!1 no-such-session ")
      try again.send("2 Beto")
      let back = try NumberedClient(entering: again, number: 2)
      #expect(back.here == ["Ana", "Eva", "Beto"])
    }
  }

  @Test("A plain client is told in words, in the server's language")
  func plain() throws {
    try TestServer.run(language: .portuguese, admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let eva = try server.plain("Eva")
      try ana.send("2 #expulsar Eva")
      try eva.expect(["* Ana expulsou Eva", "* Ana expulsou você"])
      try eva.expectEnd()
      try ana.expect(2, "* joined Eva")
      try ana.expect(3, "* kicked Eva Ana 0")
      try ana.expect("+2 3")
      try ana.expect(4, "* left Eva kicked")
    }
  }

  @Test("With minutes the key stays out, whatever the name; others may come from there")
  func minutes() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let rui = try server.numbered("Rui")
      try ana.send("2 #expulsar Beto 10")
      try rui.expect(4, "* kicked Beto Ana 10")
      try rui.expect(5, "* left Beto kicked")
      _ = try beto.client.readLines(through: { $0 == "!0 offence Ana kicked you out for 10 minutes" })
      try beto.client.expectEnd()
      let resumed = try server.resume(beto.token, after: 5, identity: key)
      try resumed.expect("!1 banned you are banned for 10 more minutes: connection closed")
      try resumed.expectEnd()
      let entering = try server.connect(.numbered, identity: key)
      try entering.send(["1 Caio", "2 Caio"])
      try entering.expect("!1 banned you are banned for 10 more minutes: connection closed")
      try entering.expectEnd()
      _ = try server.plain("Caio")
      try rui.expect(6, "* joined Caio")
      let log = server.log.take().filter { $0.hasPrefix("info turned away ") }
      #expect(log.count == 2)
      #expect(log.allSatisfy { $0.contains("key=\(key.certificate.pin)") && $0.hasSuffix("reason=banned") })
    }
  }

  @Test("When the minutes are over the key is let in")
  func over() throws {
    // The ban is counted from the entry's time, which is a minute ago.
    try TestServer.run(admission: admission, clock: { Clock.wallMilliseconds - 60_000 }) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      try ana.send("2 #expulsar Beto 1")
      try beto.client.readLines(through: { $0.hasPrefix("!0 ") })
      _ = try server.numbered("Beto", identity: key)
    }
  }

  @Test("A week is the most", arguments: [("10080", "+2 "), ("10081", "!2 no-such-command ")])
  func longest(minutes: String, answer: String) throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      _ = try server.numbered("Beto", identity: key)
      try ana.expect("= key Beto \(key.certificate.pin)")
      try ana.expect(2, "* joined Beto")
      try ana.send("2 #expulsar Beto \(minutes)")
      if answer.hasPrefix("+") {
        #expect(try ana.client.readLine().hasSuffix(" * kicked Beto Ana \(minutes)"))
      }
      try ana.expect(prefix: answer)
    }
  }

  @Test("Who has no key and comes from the server's own machine can be kicked, but not kept out")
  func loopback() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let eva = try server.plain("Eva")
      try ana.expect(2, "* joined Eva")
      try ana.send("2 #expulsar Eva 1")
      try ana.expect(
        "!2 is-loopback the addresses of the server's own machine are not banned; "
          + "#kick without minutes always works")
      try ana.send("3 #expulsar Eva")
      try ana.expect(3, "* kicked Eva Ana 0")
      try ana.expect("+3 3")
      try eva.expect(["* Ana kicked Eva out", "* Ana kicked you out"])
      _ = try server.plain("Eva")
    }
  }

  @Test("Else the address stays out, and nobody who is here from there is touched")
  func address() throws {
    try TestServer.run(limits: .with { $0.limitsLoopback = true }, admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let eva = try server.plain("Eva")
      let rui = try server.plain("Rui")
      try ana.send("2 #expulsar Eva 5")
      try eva.expect(["* Rui entered", "* Ana kicked Eva out for 5 minutes"])
      try eva.expect("* Ana kicked you out for 5 minutes")
      try eva.expectEnd()
      try rui.expect(["* Ana kicked Eva out for 5 minutes", "* Eva left"])
      for dialect in Dialect.allCases {
        let again = try server.connect(dialect, identity: key)
        try again.send(dialect == .plain ? "Eva" : "1 Eva")
        try again.expect(
          dialect == .plain
            ? "! you are banned for 5 more minutes: connection closed"
            : "!1 banned you are banned for 5 more minutes: connection closed")
        try again.expectEnd()
      }
      try rui.send("still here")
      // Who runs the room is let in from everywhere.
      _ = try server.numbered("Lia", identity: admin)
      try rui.expect("* Lia entered")
    }
  }

  @Test("Who is away is kicked too, and kept out as long as the server knows the key")
  func away() throws {
    let journal = TestServer.makeJournal()
    let limits = Limits.with { $0.stopTime = 200 }
    let away = try TestServer.run(limits: limits, admission: admission, journal: journal) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let caio = try server.numbered("Caio")
      let davi = try server.numbered("Davi", identity: key)
      let rui = try server.numbered("Rui")
      beto.client.close()
      _ = try beto.client.readToEnd()
      try rui.send("2 @Beto oi")
      try rui.expect("+2 7")
      try ana.send("2 #expulsar Beto 10")
      try rui.expect(8, "* kicked Beto Ana 10")
      // What Beto was told waits for the owner of the name.
      try rui.expect(9, "* left Beto kicked")
      let again = try server.resume(beto.token, after: 5, identity: key)
      try again.expect(prefix: "!1 banned ")
      try again.expectEnd()
      return [caio, davi]
    }
    try TestServer.run(admission: admission, journal: journal) { server in
      let ana = try server.numbered("Lia", identity: admin)
      try ana.send("2 #expulsar Caio 10")
      try ana.expect(
        "!2 not-known neither the key nor the address of that person is known; "
          + "#kick without minutes always works")
      try ana.send("3 #expulsar Caio")
      #expect(try ana.client.readLine().hasSuffix(" * kicked Caio Lia 0"))
      try ana.expect(prefix: "+3 ")
      #expect(try ana.client.readLine().hasSuffix(" * left Caio kicked"))
      let caio = try server.resume(away[0].token, after: 5)
      try caio.expect(prefix: "!1 no-such-session ")
      // The name tells the key of who owns it.
      try ana.send("4 #expulsar Davi 10")
      #expect(try ana.client.readLine().hasSuffix(" * kicked Davi Lia 10"))
      try ana.expect(prefix: "+4 ")
      let davi = try server.resume(away[1].token, after: 5, identity: key)
      try davi.expect(prefix: "!1 banned ")
    }
  }

  @Test("The command is for those who run the room")
  func notPermitted() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let rui = try server.numbered("Rui")
      let eva = try server.plain("Eva")
      let words = "that is for those who run the room, or who own the name"
      try beto.expect(3, "* joined Rui")
      try beto.expect(4, "* joined Eva")
      try rui.expect(4, "* joined Eva")
      for client in [beto, rui] {
        try client.send("2 #expulsar Ana", "3 #banir 192.0.2.7", "4 #perdoar 192.0.2.7")
        for number in 2...4 { try client.expect("!\(number) not-permitted \(words)") }
      }
      try eva.send(["#kick Ana", "#ban 192.0.2.7", "#pardon 192.0.2.7", "fim"])
      try eva.expect([String](repeating: "! \(words)", count: 3))
      try ana.expect("= key Beto \(key.certificate.pin)")
      for number in 2...4 { try ana.expect(UInt64(number), "* joined \(["Beto", "Rui", "Eva"][number - 2])") }
      try ana.expect(5, "Eva: fim")
    }
  }

  @Test("Nobody can throw out who runs the room, oneself included")
  func admins() throws {
    let other = try TestCertificates.newPerson()
    let both = Admission(admins: [admin.certificate.pin, other.certificate.pin])
    try TestServer.run(admission: both) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let lia = try server.numbered("Lia", identity: other)
      try ana.expect("= key Lia \(other.certificate.pin)")
      try ana.expect(2, "* joined Lia")
      let words = "is-admin those who run the room can be neither kicked nor banned"
      for (index, name) in ["Lia", "Ana"].enumerated() {
        try ana.send("\(index + 2) #expulsar \(name)")
        try ana.expect("!\(index + 2) \(words)")
      }
      try ana.send("4 #banir \(other.certificate.pin)", "5 fim")
      try ana.expect("!4 \(words)", "+5 3")
      try lia.expect(3, "Ana: fim")
    }
  }

  @Test("Nobody of that name is a mistake")
  func nobody() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      try ana.send("2 #expulsar Beto")
      try ana.expect("!2 no-such-person there is nobody of that name here")
    }
  }

  @Test("Sent again after a cut, it is answered as before, and who was away reads of it")
  func repeated() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let rui = try server.numbered("Rui")
      rui.client.close()
      try rui.client.expectEnd()
      try ana.send("2 #expulsar Beto")
      try beto.client.readLines(through: { $0.hasPrefix("!0 ") })
      _ = try server.numbered("Beto", identity: key)
      ana.client.cut()
      let again = try server.resume(ana.token, after: 6, number: 3, identity: admin)
      try again.expect(["+3 -", "= room \(ana.room)", "= ready"])
      try again.send("2 #expulsar Beto")
      try again.expect("= key Beto \(key.certificate.pin)")
      try again.expect(7, "* joined Beto")
      try again.expect("+2 5")
      let returned = try server.resume(rui.token, after: 3)
      try returned.expect(["+1 -", "= room \(rui.room)", "= ready"])
      try returned.expect(5, "* kicked Beto Ana 0")
      try returned.expect(6, "* left Beto kicked")
      try returned.expect("= key Beto \(key.certificate.pin)")
      try returned.expect(7, "* joined Beto")
    }
  }

  @Test("Who did it and was cut meanwhile reads of it before the answer")
  func missed() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      try ana.send("2 #expulsar Beto 5")
      try beto.client.readLines(through: { $0.hasPrefix("!0 ") })
      ana.client.cut()
      let again = try server.resume(ana.token, after: 2, number: 3, identity: admin)
      try again.expect(["+3 -", "= room \(ana.room)", "= ready"])
      try again.expect(3, "* kicked Beto Ana 5")
      try again.expect(4, "* left Beto kicked")
      try again.send("2 #expulsar Beto 5")
      try again.expect("+2 3")
    }
  }

  @Test("Help tells of the commands whom they are for")
  func help() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      try ana.send("2 #ajuda")
      let lines = try ana.client.readLines(through: { $0 == "+2 -" })
      for command in ["#kick", "#ban", "#pardon"] {
        #expect(lines.contains { $0.hasPrefix("= help \(command) ") })
      }
      let beto = try server.numbered("Beto", identity: key)
      try beto.send("2 #ajuda")
      #expect(try beto.client.readLines(through: { $0 == "+2 -" }).count == lines.count - 3)
    }
  }
}
