import ChatServer
import TLS
import TestSupport
import Testing
import Wire

// Another key or certificate while the server runs, and the announcement of the next one.

@Suite struct ReloadTests {
  @Test("A reload is for the handshakes to come, and disconnects nobody")
  func reload() throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      try plain.expect("* Rui entered")
      // It has shaken hands, and is not in the room yet.
      let early = try server.connect(.numbered)
      try server.reload(TestCertificates.otherKey)
      let pin = try TestCertificates.otherKey.certificate.pin
      let newcomer = try client(of: server, trusting: pin)
      #expect(newcomer.tls.peerPin == pin)
      try newcomer.send("1 Eva")
      let eva = try NumberedClient(entering: newcomer)
      try plain.expect("* Eva entered")
      try early.send("1 Zoe")
      let zoe = try NumberedClient(entering: early)
      try plain.expect("* Zoe entered")
      try numbered.expect(eva.entered, "* joined Eva")
      try numbered.expect(zoe.entered, "* joined Zoe")
      try plain.send("ainda aqui")
      try numbered.client.expect { $0.hasSuffix("Ana: ainda aqui") }
      let refused = #expect(throws: TLSError.self) { try client(of: server, trusting: server.pin) }
      #expect(refused?.kind == .certificateRejected(presented: pin))
    }
  }

  @Test("A certificate that is renewed under its key is shown from then on, and the pin stays")
  func renewed() throws {
    try TestServer.run { server in
      let before = try server.connect(.numbered)
      try server.reload(TestCertificates.expired)
      let after = try client(of: server, trusting: server.pin)
      #expect(after.tls.peerNotAfter != before.tls.peerNotAfter)
      #expect(after.tls.peerPin == server.pin)
    }
  }

  @Test("A session is taken up under the new key")
  func resumed() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      try server.reload(TestCertificates.otherKey)
      let pin = try TestCertificates.otherKey.certificate.pin
      ana.client.cut()
      let again = try client(of: server, trusting: pin)
      try again.send("2 #retomar \(ana.token) \(ana.entered)")
      try again.expect(["+2 -", "= room \(ana.room)", "= ready"])
    }
  }

  @Test("Two hundred reloads leave everybody where they are, and each is for the next handshake already")
  func many() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      let keys = [try TestCertificates.good, try TestCertificates.otherKey]
      for round in 0..<200 {
        let key = keys[round % 2]
        try server.reload(key)
        try client(of: server, trusting: key.certificate.pin).cut()
      }
      try ana.send("2 #quem")
      try ana.expect("= here Ana", "+2 -")
    }
  }

  @Test("The next key is announced in the welcome, on taking a session up, and to all who are here")
  func announced() throws {
    let next = try TestCertificates.otherKey.certificate.pin
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      #expect(numbered.next == nil)
      try plain.expect("* Rui entered")
      try server.reload(TestCertificates.good, nextPin: next)
      try numbered.expect("= next \(next)")
      // Once is enough.
      try server.reload(TestCertificates.good, nextPin: next)
      let newcomer = try server.numbered("Eva")
      #expect(newcomer.next == "\(next)")
      try numbered.expect(newcomer.entered, "* joined Eva")
      // In the plain dialect nobody knows keys.
      try plain.expect("* Eva entered")
      newcomer.client.cut()
      let again = try server.resume(newcomer.token, after: newcomer.entered, number: 2)
      try again.expect(["+2 -", "= room \(newcomer.room)", "= next \(next)", "= ready"])
      try server.reload(TestCertificates.good, nextPin: nil)
      try numbered.send("2 #quem")
      try numbered.expect("= here Ana Rui Eva", "+2 -")
      #expect(try server.numbered("Zoe").next == nil)
    }
  }

  @Test("A server that is started with a next key announces it from the first welcome on")
  func fromTheStart() throws {
    let next = try TestCertificates.otherKey.certificate.pin
    try TestServer.run(nextPin: next) { server in
      let ana = try server.numbered("Ana")
      #expect(ana.next == "\(next)")
    }
  }

  /// A client that has shaken hands. What was reloaded before is in the inbox of each thread before what the
  /// acceptor hands on now.
  private func client(of server: TestServer, trusting pin: PublicKeyPin) throws -> TestClient {
    try TestClient(server.address, .client(trusting: [pin]))
  }
}
