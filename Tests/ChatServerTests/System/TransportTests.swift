import TLS
import TestSupport
import Testing
import Wire

// Below the lines: what is no TLS of ours, and lines however they are cut into records.

@Suite struct TransportTests {
  @Test(
    "What is no TLS is refused with an alert, and the others go on",
    arguments: [
      "olá, sou a Ana\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "\u{16}\u{3}\u{1}\0\u{5}xxxxx",
    ])
  func plaintext(text: String) throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      let raw = try RawClient(server.address)
      try raw.send(Array(text.utf8))
      let answer = try raw.readToEnd()
      // A fatal alert (RFC 8446, 6): type 21, some version, two bytes long, level 2.
      #expect(answer.isEmpty || answer.first == 21 && answer.dropFirst(3).starts(with: [0, 2, 2]))
      #expect(!answer.contains(UInt8(ascii: "*")) && !answer.contains(UInt8(ascii: "!")))
      try room[0].send("ainda aqui")
      try room[1].expect("Ana: ainda aqui")
    }
  }

  @Test("A connection that says nothing and goes is no trouble")
  func scanned() throws {
    try TestServer.run { server in
      for _ in 0..<20 { try RawClient(server.address).cut() }
      _ = try server.plainRoom("Ana", "Rui")
    }
  }

  @Test(
    "Any other ALPN is refused with no_application_protocol",
    arguments: [["http/1.1"], ["h2", "http/1.1"], ["papo/2"], ["papo"], ["PAPO/1"]])
  func wrongALPN(protocols: [String]) throws {
    try TestServer.run { server in
      let error = #expect(throws: TLSError.self) {
        _ = try server.connect { $0.applicationProtocols = protocols }
      }
      #expect(error?.kind == .noApplicationProtocol)
      _ = try server.plain("Ana")
    }
  }

  @Test("`papo/1` is found among others, and chooses the numbered dialect")
  func amongOthers() throws {
    try TestServer.run { server in
      let client = try server.connect { $0.applicationProtocols = ["h2", "papo/1"] }
      try client.send("1 Ana")
      _ = try NumberedClient(entering: client)
    }
  }

  @Test("TLS 1.2 is refused with protocol_version")
  func oldVersion() throws {
    try TestServer.run { server in
      let error = #expect(throws: TLSError.self) {
        _ = try server.connect {
          $0.minimumVersion = .tls12
          $0.maximumVersion = .tls12
        }
      }
      #expect(error?.kind == .protocolVersion)
    }
  }

  @Test("A client that pinned another key sends not one byte, and the server goes on")
  func wrongPin() throws {
    try TestServer.run(credentials: try TestCertificates.otherKey) { server in
      let good = try TestCertificates.good.certificate.pin
      let error = #expect(throws: TLSError.self) { _ = try server.connect { $0.trustedPins = [good] } }
      #expect(error?.kind == .certificateRejected(presented: server.pin))
      _ = try server.plain("Ana")
    }
  }

  @Test("An expired certificate is served all the same: the pin is what counts")
  func expired() throws {
    try TestServer.run(credentials: try TestCertificates.expired) { server in
      _ = try server.plainRoom("Ana", "Rui")
    }
  }

  @Test("A client may show a certificate of its own, in the numbered dialect as anywhere")
  func clientCertificate() throws {
    try TestServer.run { server in
      let identities = [try TestCertificates.otherKey, try TestCertificates.expired]
      for (index, identity) in identities.enumerated() {
        let client = try server.connect { $0.credentials = identity }
        try client.send("1 Ana\(index)")
        _ = try NumberedClient(entering: client)
        let plain = try server.connect {
          $0.credentials = identity
          $0.applicationProtocols = []
        }
        try plain.send("Rui\(index)")
        try plain.expect(prefix: "* Hello, Rui\(index)!")
      }
    }
  }

  @Test("One byte at a time, each in a record of its own")
  func oneByte() throws {
    try TestServer.run { server in
      let rui = try server.plain("Rui")
      let ana = try server.connect(.plain)
      for byte in Array("Ana\nolá, 語!\r\n@Rui psiu\n#sair\n".utf8) { try ana.send(bytes: [byte]) }
      try rui.expect(["* Ana entered", "Ana: olá, 語!", "[privado] Ana: psiu", "* Ana left"])
      try ana.expect(prefix: "* Hello, Ana!")
      try ana.expect("* Goodbye, Ana!")
      try ana.expectEnd()
    }
  }

  @Test("Everything in one record, the name too")
  func oneRecord() throws {
    try TestServer.run { server in
      let rui = try server.plain("Rui")
      let ana = try server.connect(.plain)
      try ana.send(["Ana"] + (1...500).map { "\($0)" } + ["#sair", "nunca"])
      try rui.expect(["* Ana entered"] + (1...500).map { "Ana: \($0)" } + ["* Ana left"])
      let numbered = try server.connect(.numbered)
      try numbered.send(["1 Eva"] + (2...500).map { "\($0) \($0)" })
      let eva = try NumberedClient(entering: numbered)
      try numbered.expect((2...500).map { "+\($0) \(eva.entered + UInt64($0) - 1)" })
    }
  }

  @Test("Lines that end anywhere in records")
  func anywhere() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Rui", "Ana")
      let lines = (1...60).map { String(repeating: "\($0) ", count: $0 * 7) }
      let bytes = lines.flatMap { Array("\($0)\r\n".utf8) }
      var start = 0
      var size = 1
      while start < bytes.count {
        try room[1].send(bytes: Array(bytes[start..<min(bytes.count, start + size)]))
        start += size
        size = size * 3 % 4093
      }
      try room[0].expect(lines.map { "Ana: \($0)" })
    }
  }

  @Test("CRLF ends a line as LF does, in both dialects")
  func carriageReturn() throws {
    try TestServer.run { server in
      let rui = try server.connect(.numbered)
      try rui.send(bytes: Array("1 Rui\r\n".utf8))
      let numbered = try NumberedClient(entering: rui)
      let ana = try server.connect(.plain)
      try ana.send(bytes: Array("Ana\r\nolá\r\n\r\n#quem\r\n".utf8))
      try ana.expect(prefix: "* Hello, Ana!")
      try ana.expect("* 2 people here: Rui, Ana")
      try numbered.expect(2, "* joined Ana")
      try numbered.expect(3, "Ana: olá")
    }
  }

  @Test("Half a line at the end is no line", arguments: [true, false])
  func halfALine(clean: Bool) throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send(bytes: Array("inteira\nmeia".utf8))
      if clean { room[0].close() } else { room[0].cut() }
      try room[1].expect(["Ana: inteira", "* Ana left"])
    }
  }

  @Test("Each of several I/O threads serves all", arguments: [1, 3])
  func threads(count: Int) throws {
    try TestServer.run(ioThreads: count) { server in
      let room = try server.plainRoom("a", "b", "c", "d", "e", "f")
      for (index, client) in room.enumerated() {
        try client.send("\(index)")
        for (other, listener) in room.enumerated() where other != index {
          try listener.expect(where: { $0.hasSuffix(": \(index)") })
        }
      }
    }
  }
}
