import ChatServer
import Journal
import TestSupport
import Testing

// Names that belong to keys: who may bear them, and what the others are told.

@Suite struct OwnedNamesTests {
  @Test("A name belongs to the first key that entered with it, and not to guests of either dialect")
  func owned() throws {
    try TestServer.run { server in
      let key = try TestCertificates.newPerson()
      let ana = try server.numbered("Ana", identity: key)
      #expect(ana.keys == ["Ana \(key.certificate.pin)"])
      // While she is here, and after she has left.
      for isHere in [true, false] {
        let other = try server.connect { $0.credentials = try? TestCertificates.newPerson() }
        try other.send("1 ANA")
        try other.expect("!1 name-owned that name belongs to another key")
        let guest = try server.connect(.numbered)
        try guest.send("1 Ana")
        try guest.expect(prefix: "!1 name-owned ")
        let plain = try server.connect(.plain)
        try plain.send("ana")
        try plain.expect("! that name belongs to another key")
        if isHere {
          try ana.send("2 #sair")
          try ana.expect(prefix: "+2 ")
        }
      }
      let again = try server.numbered("Ana", identity: key)
      #expect(again.here == ["Ana"])
    }
  }

  @Test("Others are told the keys of owners before they enter, and in the welcome; guests have none")
  func told() throws {
    try TestServer.run { server in
      let key = try TestCertificates.newPerson()
      let rui = try server.numbered("Rui")
      #expect(rui.keys.isEmpty)
      let plain = try server.plain("Bia")
      try rui.expect(2, "* joined Bia")
      let ana = try server.numbered("Ana", identity: key)
      try rui.expect("= key Ana \(key.certificate.pin)")
      try rui.expect(ana.entered, "* joined Ana")
      try plain.expect("* Ana entered")
      let eva = try server.numbered("Eva")
      #expect(eva.here == ["Rui", "Bia", "Ana", "Eva"] && eva.keys == ["Ana \(key.certificate.pin)"])
    }
  }

  @Test("A plain client is a guest, whatever certificate it shows")
  func plain() throws {
    try TestServer.run { server in
      let key = try TestCertificates.newPerson()
      let plain = try server.connect {
        $0.credentials = key
        $0.applicationProtocols = []
      }
      try plain.send("Ana")
      try plain.expect(prefix: "* Hello, Ana!")
      let other = try server.connect { $0.credentials = key }
      try other.send("1 Ana")
      try other.expect("!1 name-taken that name is in use, choose another")
      try plain.send("#sair")
      try plain.expect("* Goodbye, Ana!")
      try other.send("2 Ana")
      #expect(try NumberedClient(entering: other, number: 2).keys == ["Ana \(key.certificate.pin)"])
    }
  }

  @Test("A key has three names; with a fourth it is told so, and enters with one of the three")
  func three() throws {
    try TestServer.run { server in
      let key = try TestCertificates.newPerson()
      for name in ["Ana", "Bia", "Eva"] { _ = try server.numbered(name, identity: key) }
      let client = try server.connect { $0.credentials = key }
      try client.send("1 Rui")
      try client.expect("!1 not-permitted your key has 3 names already, enter with one of them")
      try client.send("2 Eva")
      #expect(try NumberedClient(entering: client, number: 2).here == ["Ana", "Bia", "Eva"])
    }
  }

  @Test("A session that bears a name of a key is taken up with that key alone, token or not")
  func stolenToken() throws {
    try TestServer.run { server in
      let key = try TestCertificates.newPerson()
      let ana = try server.numbered("Ana", identity: key)
      ana.client.cut()
      for other in [nil, try TestCertificates.newPerson()] {
        let thief = try server.resume(ana.token, after: ana.entered, number: 2, identity: other)
        try thief.expect(prefix: "!2 name-owned ")
      }
      let again = try server.resume(ana.token, after: ana.entered, number: 2, identity: key)
      try again.expect(["+2 -", "= room \(ana.room)", "= ready"])
    }
  }

  @Test("Who returns is told the keys of who entered meanwhile, and a name stays its owner's over a restart")
  func restart() throws {
    let journal = TestServer.makeJournal()
    let limits = Limits.with { $0.stopTime = 200 }
    let key = try TestCertificates.newPerson()
    let rui = try TestServer.run(limits: limits, journal: journal) { server in
      let rui = try server.numbered("Rui")
      rui.client.cut()
      let ana = try server.numbered("Ana", identity: key)
      try ana.send("2 #sair")
      try ana.expect(prefix: "+2 ")
      return rui
    }
    try TestServer.run(limits: limits, journal: journal) { server in
      let again = try server.resume(rui.token, after: rui.entered, number: 2)
      try again.expect(["+2 -", "= room \(rui.room)", "= ready", "= key Ana \(key.certificate.pin)"])
      let lines = try again.readLines(2).map { $0.split(separator: " ", maxSplits: 2)[2] }
      #expect(lines == ["* joined Ana", "* left Ana quit"])
      let guest = try server.connect(.numbered)
      try guest.send("1 Ana")
      try guest.expect(prefix: "!1 name-owned ")
      _ = try server.numbered("Ana", identity: key)
    }
  }

  @Test("A guest's session that was told to have left does not come back under a name that has an owner now")
  func guestComesBack() throws {
    try TestServer.run(limits: .with { $0.awayTime = 0 }) { server in
      let witness = try server.numbered("Rui")
      let guest = try server.numbered("Ana")
      try witness.expect(guest.entered, "* joined Ana")
      guest.client.cut()
      #expect(try witness.client.readLine().hasSuffix("* left Ana lost"))
      let owner = try server.numbered("Ana", identity: try TestCertificates.newPerson())
      let again = try server.resume(guest.token, after: guest.entered, number: 2)
      try again.expect(prefix: "!2 name-owned ")
      #expect(owner.here == ["Rui", "Ana"])
    }
  }
}
