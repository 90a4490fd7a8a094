import ChatServer
import Journal
import TLS
import TestSupport
import Testing
import Wire

// `#banir` and `#perdoar`: of keys and of addresses.

@Suite struct BansTests {
  private let admin: Credentials
  private let key: Credentials
  private let admission: Admission
  private var pin: PublicKeyPin { key.certificate.pin }

  init() throws {
    admin = try TestCertificates.newPerson()
    key = try TestCertificates.newPerson()
    admission = Admission(admins: [admin.certificate.pin])
  }

  @Test("A key is banned with all that speaks by it, here and away, and pardoned")
  func ofKey() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let caio = try server.numbered("Caio", identity: key)
      let away = try server.numbered("Davi", identity: key)
      let eva = try server.plain("Eva")
      away.client.close()
      _ = try away.client.readToEnd()
      try ana.send("2 #banir \(pin)")
      try ana.client.readLines(through: { $0.hasPrefix("7 ") && $0.hasSuffix(" * banned \(pin) Ana") })
      try ana.expect("+2 7")
      var left = Set(try ana.client.readLines(3).map { $0.split(separator: " ", maxSplits: 2)[2] })
      #expect(left == ["* left Beto kicked", "* left Caio kicked", "* left Davi kicked"])
      for client in [beto, caio] {
        try client.client.readLines(through: { $0.hasPrefix("7 ") && $0.hasSuffix(" * banned \(pin) Ana") })
        try client.expect("!0 offence Ana banned you")
        try client.client.expectEnd()
      }
      try eva.expect("* Ana banned \(pin)")
      left = Set(try eva.readLines(3).map { $0[...] })
      #expect(left == ["* Beto left", "* Caio left", "* Davi left"])
      // The session is over for any key, not the banned one's alone.
      let stolen = try server.resume(away.token, after: 5)
      try stolen.expect(prefix: "!1 no-such-session ")
      try expectBanned(server)
      try ana.send("3 #perdoar \(pin)")
      try ana.expect(11, "* pardoned \(pin) Ana")
      try ana.expect("+3 11")
      try eva.expect("* Ana pardoned \(pin)")
      _ = try server.numbered("Beto", identity: key)
      let log = server.log.take().filter { $0.hasPrefix("notice ") }
      #expect(log.count == 2)
      #expect(log[0].hasPrefix("notice banned by=Ana from=127.0.0.1:") && log[0].hasSuffix(" what=\(pin)"))
      #expect(log[1].hasPrefix("notice pardoned by=Ana ") && log[1].hasSuffix(" what=\(pin)"))
    }
  }

  @Test("An address is banned with all who come from there, but for those who run the room")
  func ofAddress() throws {
    try TestServer.run(limits: .with { $0.limitsLoopback = true }, admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      let eva = try server.plain("Eva")
      try ana.send("2 #banir 127.0.0.1")
      try eva.expect(["* Ana banned 127.0.0.1", "* Ana banned you"])
      try eva.expectEnd()
      try beto.client.readLines(through: { $0 == "!0 offence Ana banned you" })
      try beto.client.expectEnd()
      try ana.client.readLines(through: { $0 == "+2 4" })
      _ = try ana.client.readLines(2)
      try expectBanned(server)
      try ana.send("3 #perdoar 127.0.0.1", "4 #perdoar 127.0.0.1")
      try ana.expect(7, "* pardoned 127.0.0.1 Ana")
      try ana.expect("+3 7", "!4 not-banned there is no such ban")
      _ = try server.plain("Eva")
    }
  }

  @Test("Of IPv6 the whole /64 is banned, and so it is said", arguments: ["::1", "::7", "::/64"])
  func subnet(text: String) throws {
    let limits = Limits.with { $0.limitsLoopback = true }
    try TestServer.run(limits: limits, admission: admission, addresses: [.loopbackIPv6]) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      try ana.send("2 #banir \(text)")
      try beto.expect(3, "* banned ::/64 Ana")
      try beto.expect("!0 offence Ana banned you")
      try beto.client.expectEnd()
      try expectBanned(server)
      try ana.send("3 #perdoar ::9")
      try ana.expect("= key Beto \(pin)")
      try ana.expect(2, "* joined Beto")
      try ana.expect(3, "* banned ::/64 Ana")
      try ana.expect("+2 3")
      try ana.expect(4, "* left Beto kicked")
      try ana.expect(5, "* pardoned ::/64 Ana")
      try ana.expect("+3 5")
      _ = try server.numbered("Beto", identity: key)
    }
  }

  @Test(
    "What is no key and no address, or this machine's own, is refused",
    arguments: [
      ("#banir Beto", "no-such-command"), ("#banir 192.0.2.0/24", "no-such-command"),
      ("#banir sha256//AA=", "no-such-command"), ("#perdoar Beto", "no-such-command"),
      ("#perdoar 192.0.2.7", "not-banned"), ("#banir 127.0.0.1", "is-loopback"),
      ("#banir ::1", "is-loopback"), ("#banir ::ffff:127.0.0.9", "is-loopback"),
    ])
  func refused(line: String, code: String) throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      try ana.send("2 \(line)", "3 fim")
      try ana.expect(prefix: "!2 \(code) ")
      try ana.expect("+3 2")
    }
  }

  @Test("Bans outlive the server, folded anew or out of a snapshot")
  func restart() throws {
    let journal = TestServer.makeJournal()
    let limits = Limits.with { $0.stopTime = 200 }
    try TestServer.run(limits: limits, admission: admission, journal: journal) { server in
      let ana = try server.numbered("Ana", identity: admin)
      try ana.send("2 #banir \(pin)")
      try ana.expect(2, "* banned \(pin) Ana")
      try ana.expect("+2 2")
    }
    for _ in 0..<2 {
      #expect(journal.snapshot()?.bytes.first == 4)
      try TestServer.run(limits: limits, admission: admission, journal: journal) { server in
        try expectBanned(server)
        _ = try server.plain("Eva")
      }
    }
    try TestServer.run(limits: limits, admission: admission, journal: journal) { server in
      let ana = try server.numbered("Lia", identity: admin)
      try ana.send("2 #perdoar \(pin)")
      try ana.client.readLines(through: { $0.hasPrefix("+2 ") })
      _ = try server.numbered("Beto", identity: key)
    }
  }

  @Test("4,096 bans are taken, one more when another is pardoned")
  func limit() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      for some in 0..<64 {
        let numbers = some * 64..<some * 64 + 64
        try ana.client.send(numbers.map { "\($0 + 2) #banir 10.0.\($0 / 256).\($0 % 256)" })
        let answers = try ana.client.readLines(2 * numbers.count).filter { $0.hasPrefix("+") }
        #expect(answers == numbers.map { "+\($0 + 2) \($0 + 2)" })
      }
      try ana.send("4098 #banir 10.9.9.9")
      try ana.expect("!4098 too-many-bans there are 4096 bans already; #pardon makes room")
      try ana.send("4099 #perdoar 10.0.0.0", "4100 #banir 10.9.9.9")
      for number in 4099...4100 { try ana.client.readLines(through: { $0.hasPrefix("+\(number) ") }) }
    }
  }

  @Test("Who is entering while the key is being banned is thrown out as soon as it has entered")
  func entering() throws {
    try TestServer.run(admission: admission, ioThreads: 1) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let rui = try server.numbered("Rui")
      // Who enters is announced with what comes next, or after a while.
      try ana.expect(2, "* joined Rui")
      let beto = try server.connect(.numbered, identity: key)
      server.journal.holdAnswers(true)
      // The answers say that the one I/O thread has handed on what came before.
      try ana.send("2 #banir \(pin)", "?")
      try ana.expect("?")
      try beto.send(["1 Beto", "?"])
      try rui.send("2 #ajuda")
      try rui.client.readLines(through: { $0 == "+2 -" })
      server.journal.holdAnswers(false)
      try ana.expect(3, "* banned \(pin) Ana")
      try ana.expect("+2 3")
      try ana.expect("= key Beto \(pin)")
      try ana.expect(4, "* joined Beto")
      try ana.expect(5, "* left Beto kicked")
      let entered = try NumberedClient(entering: beto)
      #expect(entered.entered == 4)
      try beto.expect("!0 offence you are banned: connection closed")
      try beto.expectEnd()
    }
  }

  @Test("A ban that the journal cannot keep is none")
  func notStored() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: key)
      try ana.expect("= key Beto \(pin)")
      try ana.expect(2, "* joined Beto")
      server.journal.failNext(1)
      try ana.send("2 #banir \(pin)")
      try ana.expect(prefix: "!2 not-stored ")
      try beto.send("2 oi")
      try beto.expect("+2 3")
      try ana.expect(3, "Beto: oi")
    }
  }

  /// The key is not let in.
  private func expectBanned(
    _ server: TestServer, file: String = #fileID, line: Int = #line
  ) throws {
    let client = try server.connect(.numbered, identity: key)
    try client.send("1 Beto")
    try client.expect("!1 banned you are banned: connection closed", file: file, line: line)
    try client.expectEnd(file: file, line: line)
  }
}
