import TLS
import TestSupport
import Testing

// `#adotar`, `#minhas-chaves` and `#remover`: the keys of a name.

@Suite struct OwnedKeysTests {
  @Test("An owner admits a second key, which bears the name from then on, and everybody is told")
  func adopt() throws {
    try TestServer.run { server in
      let (first, second) = (try TestCertificates.newPerson(), try TestCertificates.newPerson())
      let (one, two) = (first.certificate.pin, second.certificate.pin)
      let ana = try server.numbered("Ana", identity: first)
      let rui = try server.numbered("Rui")
      try ana.expect(2, "* joined Rui")
      try ana.send("2 #minhas-chaves", "3 #adotar \(two)", "4 #keys")
      try ana.expect(
        "= keys \(one)", "+2 -", "= key Ana \(one) \(two)", "+3 3", "= keys \(one) \(two)", "+4 -")
      try rui.expect("= key Ana \(one) \(two)")
      // Once more is nothing new.
      try ana.send("5 #adopt \(two)", "6 #sair")
      try ana.expect("+5 -", "+6 4")
      try rui.expect(4, "* left Ana quit")
      let again = try server.numbered("Ana", identity: second)
      #expect(again.keys == ["Ana \(two) \(one)"])
      try rui.expect("= key Ana \(two) \(one)")
      try rui.expect(5, "* joined Ana")
    }
  }

  @Test("A key that is taken away is none of the name's, and the last one stays")
  func remove() throws {
    try TestServer.run { server in
      let (first, second) = (try TestCertificates.newPerson(), try TestCertificates.newPerson())
      let (one, two) = (first.certificate.pin, second.certificate.pin)
      let ana = try server.numbered("Ana", identity: first)
      try ana.send("2 #adotar \(two)", "3 #remover \(two)", "4 #remover \(two)", "5 #remover \(one)")
      try ana.expect("= key Ana \(one) \(two)", "+2 2", "= key Ana \(one)", "+3 3")
      try ana.expect("!4 not-permitted the name does not belong to that key")
      try ana.expect("!5 not-permitted the last key of a name stays")
      let other = try server.connect { $0.credentials = second }
      try other.send("1 Ana")
      try other.expect(prefix: "!1 name-owned ")
    }
  }

  @Test("Who takes the own key away is told so and leaves, and enters with the other one")
  func own() throws {
    try TestServer.run { server in
      let (first, second) = (try TestCertificates.newPerson(), try TestCertificates.newPerson())
      let (one, two) = (first.certificate.pin, second.certificate.pin)
      let ana = try server.numbered("Ana", identity: first)
      let rui = try server.numbered("Rui")
      try ana.expect(2, "* joined Rui")
      try ana.send("2 #adotar \(two)", "3 #remove \(one)")
      try ana.expect("= key Ana \(one) \(two)", "+2 3", "= key Ana \(two)", "+3 4")
      try ana.expect("!0 offence your key was taken away from your name: connection closed")
      try ana.client.expectEnd()
      try rui.expect("= key Ana \(one) \(two)", "= key Ana \(two)")
      try rui.expect(5, "* left Ana kicked")
      let thief = try server.resume(ana.token, after: ana.entered, number: 4, identity: first)
      try thief.expect(prefix: "!4 no-such-session ")
      #expect(try server.numbered("Ana", identity: second).keys == ["Ana \(two)"])
    }
  }

  @Test("Guests have no keys, and what is no pin is no command")
  func guests() throws {
    try TestServer.run { server in
      let pin = try TestCertificates.newPerson().certificate.pin
      let words = "that is for those who run the room, or who own the name"
      let plain = try server.plain("Ana")
      for command in ["#minhas-chaves", "#adotar \(pin)", "#remover \(pin)"] {
        try plain.send(command)
        try plain.expect("! \(words)")
      }
      let guest = try server.numbered("Rui")
      try guest.send("2 #keys", "3 #adopt \(pin)")
      for number in 2...3 { try guest.expect("!\(number) not-permitted \(words)") }
      let owner = try server.numbered("Eva", identity: try TestCertificates.newPerson())
      try owner.send("2 #adotar", "3 #adotar abc", "4 #remover \(pin)x", "5 #ajuda")
      for number in 2...4 { try owner.expect(prefix: "!\(number) no-such-command ") }
      let help = try owner.client.readLines(through: { $0 == "+5 -" })
      #expect(help.contains { $0.hasPrefix("= help #adopt PIN") })
    }
  }

  @Test("Anybody is told the keys of a name, whoever bears it, and while nobody does")
  func keysOfName() throws {
    try TestServer.run { server in
      let (first, second) = (try TestCertificates.newPerson(), try TestCertificates.newPerson())
      let (one, two) = (first.certificate.pin, second.certificate.pin)
      let ana = try server.numbered("Ana", identity: second)
      try ana.send("2 #adotar \(one)", "3 #sair")
      try ana.expect("= key Ana \(two) \(one)", "+2 2", "+3 3")
      let rui = try server.numbered("Rui")
      let eva = try server.plain("Eva")
      try rui.expect(5, "* joined Eva")
      try rui.send("2 #minhas-chaves ana", "3 #keys Rui", "4 #keys zoe")
      try rui.expect("= owner Ana \(two) \(one)", "+2 -", "= owner Rui", "+3 -", "= owner zoe", "+4 -")
      try eva.send(["#keys ANA", "#keys rui"])
      try eva.expect(["* Keys of the name Ana: \(two), \(one)", "* No key has the name rui."])
      // The one that was shown comes first.
      _ = try server.numbered("Ana", identity: first)
      try rui.expect("= key Ana \(one) \(two)")
      try rui.expect(6, "* joined Ana")
      try rui.send("5 #keys ana")
      try rui.expect("= owner Ana \(one) \(two)", "+5 -")
    }
  }

  @Test("A ninth key, and one that has three names, are not admitted")
  func limits() throws {
    try TestServer.run(ioThreads: 1) { server in
      let busy = try TestCertificates.newPerson()
      for name in ["x", "y", "z"] {
        let client = try server.numbered(name, identity: busy)
        try client.send("2 #sair")
        try client.expect(prefix: "+2 ")
      }
      let ana = try server.numbered("Ana", identity: try TestCertificates.newPerson())
      try ana.send("2 #adotar \(busy.certificate.pin)")
      try ana.expect("!2 not-permitted that key has 3 names already")
      for number in 3...9 {
        try ana.send("\(number) #adotar \(try TestCertificates.newPerson().certificate.pin)")
        try ana.expect(prefix: "= key Ana ")
        try ana.expect(prefix: "+\(number) ")
      }
      try ana.send("10 #adotar \(try TestCertificates.newPerson().certificate.pin)")
      try ana.expect("!10 not-permitted a name belongs to 8 keys at most")
    }
  }

  @Test("Who returns is told how keys have changed meanwhile")
  func returning() throws {
    try TestServer.run { server in
      let (first, second) = (try TestCertificates.newPerson(), try TestCertificates.newPerson())
      let (one, two) = (first.certificate.pin, second.certificate.pin)
      let rui = try server.numbered("Rui")
      let ana = try server.numbered("Ana", identity: first)
      rui.client.cut()
      try ana.send("2 #adotar \(two)")
      try ana.expect("= key Ana \(one) \(two)")
      try ana.expect(prefix: "+2 ")
      let again = try server.resume(rui.token, after: rui.entered, number: 2)
      try again.expect(["+2 -", "= room \(rui.room)", "= ready", "= key Ana \(one)"])
      try again.expect(ana.entered, "* joined Ana")
      try again.expect("= key Ana \(one) \(two)")
    }
  }
}
