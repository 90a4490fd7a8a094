import ChatServer
import TLS
import TestSupport
import Testing

// Several devices of one owner: one person to the others, who sees all of it on each of them.

@Suite struct DevicesTests {
  private let key: Credentials
  private let other: Credentials

  init() throws {
    key = try TestCertificates.newPerson()
    other = try TestCertificates.newPerson()
  }

  @Test("Others are told of the first that enters and of the last that leaves, and know one person")
  func presence() throws {
    try TestServer.run { server in
      let rui = try server.numbered("Rui")
      let plain = try server.plain("Bia")
      try rui.expect(2, "* joined Bia")
      let one = try server.numbered("Ana", identity: key)
      try rui.expect("= key Ana \(key.certificate.pin)")
      try rui.expect(3, "* joined Ana")
      let two = try server.numbered("ANA", identity: key)
      #expect(two.entered == 4 && two.here == ["Rui", "Bia", "Ana"])
      #expect(two.keys == ["Ana \(key.certificate.pin)"])
      try one.send("2 #quem", "3 #sair")
      try one.expect("= here Rui Bia Ana", "+2 -", "+3 5")
      try two.send("2 ainda")
      try two.expect("+2 6")
      try rui.expect(6, "Ana: ainda")
      try two.send("3 #sair")
      try two.expect("+3 7")
      try rui.expect(7, "* left Ana quit")
      try plain.expect(["* Ana entered", "Ana: ainda", "* Ana left"])
    }
  }

  @Test("What one device says, the owner's others see, and what is said to the owner, all of them")
  func messages() throws {
    try TestServer.run { server in
      let rui = try server.numbered("Rui")
      let one = try server.numbered("Ana", identity: key)
      let two = try server.numbered("Ana", identity: key)
      try rui.expect(prefix: "= key Ana ")
      try rui.expect(2, "* joined Ana")
      try one.send("2 oi", "3 @Rui psiu", "4 @ana eu")
      try one.expect("+2 4", "+3 5")
      try one.expect(prefix: "!4 not-allowed ")
      try two.expect(4, "Ana: oi")
      try two.expect(5, "[privado] Ana>Rui: psiu")
      try rui.expect(4, "Ana: oi")
      try rui.expect(5, "[privado] Ana>Rui: psiu")
      try rui.send("2 @ANA sim")
      try rui.expect("+2 6")
      for device in [one, two] { try device.expect(6, "[privado] Rui>Ana: sim") }
      // History is the owner's too, on whatever device.
      let three = try server.numbered("Ana", identity: key)
      try three.send("2 #historico")
      let history = try three.client.readLines(through: { $0 == "+2 -" }).map { $0.split(separator: " ")[0] }
      #expect(history == ["~4", "~5", "~6", "+2"])
    }
  }

  @Test("A device that was cut catches up with what the others said and were told")
  func catchingUp() throws {
    try TestServer.run { server in
      let rui = try server.numbered("Rui")
      let one = try server.numbered("Ana", identity: key)
      let two = try server.numbered("Ana", identity: key)
      two.client.cut()
      try one.send("2 oi", "3 @Rui psiu")
      try one.expect(prefix: "+2 ")
      try one.expect(prefix: "+3 ")
      try rui.send("2 @Ana sim", "3 @Ana ainda")
      for _ in 0..<2 { #expect(try one.client.readLine().contains("[privado] Rui>Ana: ")) }
      let again = try server.resume(two.token, after: two.entered, number: 2, identity: key)
      try again.expect(["+2 -", "= room \(two.room)", "= ready"])
      var lines: [String] = []
      while lines.count < 4 {
        lines.append(String(try again.readLine().split(separator: " ", maxSplits: 2)[2]))
      }
      #expect(
        lines == ["Ana: oi", "[privado] Ana>Rui: psiu", "[privado] Rui>Ana: sim", "[privado] Rui>Ana: ainda"])
    }
  }

  @Test("Devices that go together leave once, however they go", arguments: [false, true])
  func together(isCut: Bool) throws {
    let journal = TestServer.makeJournal()
    try TestServer.run(limits: .with { $0.awayTime = 0 }, journal: journal) { server in
      let rui = try server.numbered("Rui")
      let devices = try (0..<3).map { _ in try server.numbered("Ana", identity: key) }
      try rui.expect(prefix: "= key Ana ")
      try rui.expect(2, "* joined Ana")
      // The answers come together, so that none of the drafts knows of the others.
      journal.holdAnswers(true)
      for device in devices { if isCut { device.client.cut() } else { try device.send("2 #sair") } }
      try rui.send("2 #quem")
      try rui.expect("= here Rui Ana", "+2 -")
      journal.holdAnswers(false)
      #expect(try rui.client.readLine().hasSuffix("* left Ana \(isCut ? "lost" : "quit")"))
      let eva = try server.numbered("Eva")
      #expect(eva.here == ["Rui", "Eva"])
      #expect(try rui.client.readLine().hasSuffix("* joined Eva"))
    }
  }

  @Test("Two devices that enter at once are one who enters")
  func race() throws {
    let journal = TestServer.makeJournal()
    try TestServer.run(journal: journal) { server in
      let rui = try server.numbered("Rui")
      journal.holdAnswers(true)
      let clients = try (0..<2).map { _ in try server.connect { $0.credentials = key } }
      for client in clients { try client.send("1 Ana") }
      // Both are with the journal by then.
      for client in clients { try client.send("2 oi") }
      try rui.send("2 #quem")
      try rui.expect("= here Rui")
      try rui.expect("+2 -")
      journal.holdAnswers(false)
      for client in clients {
        #expect(try NumberedClient(entering: client).here == ["Rui", "Ana"])
      }
      try rui.expect(prefix: "= key Ana ")
      #expect(try rui.client.readLine().hasSuffix("* joined Ana"))
      for _ in clients { #expect(try rui.client.readLine().hasSuffix(" Ana: oi")) }
    }
  }

  @Test("A key that is taken away takes its devices along, and no others")
  func removed() throws {
    try TestServer.run { server in
      let (one, two) = (key.certificate.pin, other.certificate.pin)
      let rui = try server.numbered("Rui")
      let first = try server.numbered("Ana", identity: key)
      try first.send("2 #adotar \(two)")
      try first.expect("= key Ana \(one) \(two)", "+2 3")
      let second = try server.numbered("Ana", identity: other)
      let third = try server.numbered("Ana", identity: key)
      try second.send("2 #remover \(one)")
      try second.expect("= key Ana \(two)")
      try second.expect(prefix: "+2 ")
      for device in [first, third] {
        try device.expect("= key Ana \(two)")
        try device.expect("!0 offence your key was taken away from your name: connection closed")
        try device.client.expectEnd()
      }
      try second.send("3 oi")
      try rui.expect("= key Ana \(one)")
      try rui.expect(2, "* joined Ana")
      try rui.expect("= key Ana \(one) \(two)", "= key Ana \(two)")
      #expect(try rui.client.readLine().hasSuffix(" Ana: oi"))
      let again = try server.resume(third.token, after: third.entered, number: 9, identity: key)
      try again.expect(prefix: "!9 no-such-session ")
    }
  }

  @Test("Who is thrown out is so on all devices, and kept out with every key of the name")
  func kicked() throws {
    let admin = try TestCertificates.newPerson()
    let admission = Admission(admins: [admin.certificate.pin])
    try TestServer.run(admission: admission) { server in
      let first = try server.numbered("Ana", identity: key)
      try first.send("2 #adotar \(other.certificate.pin)")
      try first.expect(prefix: "= key Ana ")
      try first.expect(prefix: "+2 ")
      let second = try server.numbered("Ana", identity: other)
      let chief = try server.numbered("Rui", identity: admin)
      try chief.send("2 #expulsar ana 5")
      try chief.client.readLines(through: { $0.hasPrefix("+2 ") })
      for device in [first, second] {
        _ = try device.client.readLines(through: { $0.hasPrefix("!0 offence ") })
        try device.client.expectEnd()
      }
      #expect(try chief.client.readLine().hasSuffix("* left Ana kicked"))
      for key in [key, other] {
        let again = try server.connect { $0.credentials = key }
        try again.send("1 Ana")
        try again.expect(prefix: "!1 banned ")
      }
    }
  }

  @Test("A seventeenth device is told that there are sixteen")
  func limit() throws {
    try TestServer.run(ioThreads: 1) { server in
      for _ in 0..<16 { _ = try server.numbered("Ana", identity: key) }
      let client = try server.connect { $0.credentials = key }
      try client.send("1 Ana")
      try client.expect("!1 not-permitted you are here on 16 devices already")
    }
  }

  @Test("Over a restart all devices go on, told to nobody")
  func restart() throws {
    let journal = TestServer.makeJournal()
    let limits = Limits.with { $0.stopTime = 200 }
    let (one, two) = try TestServer.run(limits: limits, journal: journal) { server in
      (try server.numbered("Ana", identity: key), try server.numbered("Ana", identity: key))
    }
    try TestServer.run(limits: limits, journal: journal) { server in
      let first = try server.resume(one.token, after: two.entered, number: 2, identity: key)
      try first.expect(["+2 -", "= room \(one.room)", "= ready"])
      let second = try server.resume(two.token, after: two.entered, number: 2, identity: key)
      try second.expect(["+2 -", "= room \(one.room)", "= ready"])
      try first.send("3 oi")
      #expect(try second.readLine().hasSuffix(" Ana: oi"))
      #expect(try server.numbered("Eva").here == ["Ana", "Eva"])
    }
  }
}
