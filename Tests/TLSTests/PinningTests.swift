import CTLS
import Testing

@testable import TLS

/// The client's judgement of a server, a file of its own because everything hangs on it.
@Suite struct PinningTests {
  @Test("The right pin lets the server in, alone and as the second of two", arguments: [0, 1, 2])
  func right(others: Int) throws {
    let credentials = try Fixture.credentials()
    let pins = try (0..<others).map { _ in try PrivateKey.generate().pin } + [credentials.key.pin]
    let pair = try TLSPair(server: .server(credentials), client: .client(trusting: pins))
    try pair.shakeHands()
    #expect(pair.client.peerPin == credentials.key.pin)
    #expect(pair.client.peerNotAfter == credentials.certificate.notAfter)
  }

  @Test("A server with another key and the same name is refused, and not one byte of the application leaves")
  func wrong() throws {
    let wanted = try Fixture.credentials()
    let other = try Fixture.credentials()
    #expect(wanted.certificate.names == other.certificate.names)
    try expectRefusal(of: other, by: [wanted.key.pin])
  }

  @Test("Several wrong pins are no better than one")
  func severalWrong() throws {
    let pins = try (0..<3).map { _ in try PrivateKey.generate().pin }
    try expectRefusal(of: Fixture.credentials(), by: pins)
  }

  @Test("A pin that differs in its first or its last bit is another pin", arguments: [(0, 0x80), (31, 1)])
  func nearly(index: Int, bit: Int) throws {
    let credentials = try Fixture.credentials()
    var bytes = credentials.key.pin.bytes
    bytes[index] ^= UInt8(bit)
    let pin = try #require(PublicKeyPin(parsing: "sha256//" + Base64.encode(bytes)))
    try expectRefusal(of: credentials, by: [pin])
  }

  @Test("Without a pin every server is refused, and its key can be read")
  func none() throws {
    try expectRefusal(of: Fixture.credentials(), by: [])
  }

  @Test("An expired certificate under the right pin is taken, and its end can be read")
  func expired() throws {
    let credentials = try Fixture.credentials(from: -7200, to: -3600)
    let pair = try TLSPair(server: .server(credentials), client: .client(trusting: [credentials.key.pin]))
    try pair.shakeHands()
    #expect(pair.client.peerNotAfter == credentials.certificate.notAfter)
  }

  @Test("So is one that is not valid yet, and one for another name")
  func otherFlaws() throws {
    for credentials in [
      try Fixture.credentials(from: 3600, to: 7200), try Fixture.credentials(name: "example.org"),
    ] {
      let pair = try TLSPair(server: .server(credentials), client: .client(trusting: [credentials.key.pin]))
      try pair.shakeHands()
    }
  }

  @Test("A renewed certificate under the same key is the same server")
  func renewed() throws {
    let old = try Fixture.credentials()
    let new = try Fixture.credentials(key: old.key)
    #expect(old.certificate.pem != new.certificate.pem)
    let pair = try TLSPair(server: .server(new), client: .client(trusting: [old.certificate.pin]))
    try pair.shakeHands()
  }

  @Test("Only a client that is told so in so many words takes any key")
  func anyKey() throws {
    let credentials = try Fixture.credentials()
    var client = TLSConfiguration.client(trusting: [])
    #expect(!client.dangerouslyAcceptsAnyKey)
    client.dangerouslyAcceptsAnyKey = true
    let pair = try TLSPair(server: .server(credentials), client: client)
    try pair.shakeHands()
    #expect(pair.client.peerPin == credentials.key.pin)
  }

  private func expectRefusal(
    of credentials: Credentials, by pins: [PublicKeyPin], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let pair = try TLSPair(server: .server(credentials), client: .client(trusting: pins))
    #expect(try pair.handshake(.client) == .wantRead)
    #expect(try pair.handshake(.server) == .wantRead)
    let error = try #require(throws: TLSError.self, sourceLocation: sourceLocation) {
      try pair.handshake(.client)
    }
    let rejected = TLSError.Kind.certificateRejected(presented: credentials.key.pin)
    #expect(error.kind == rejected, sourceLocation: sourceLocation)
    #expect(error.description.contains(credentials.key.pin.description), sourceLocation: sourceLocation)
    #expect(pair.client.peerPin == credentials.key.pin, sourceLocation: sourceLocation)
    #expect(pair.client.peerNotAfter == credentials.certificate.notAfter, sourceLocation: sourceLocation)

    #expect(throws: TLSError.self) { try pair.write(.client, "ana\n") }
    #expect(throws: TLSError.self) { try pair.read(.client) }
    #expect(throws: TLSError.self) { try pair.handshake(.client) }
    #expect(pair.close(.client) == .endOfStream(clean: false))
    // All that left is bad_certificate, a fatal alert in the clear (RFC 8446, 6): OpenSSL's client seals only
    // after it has the server's Finished.
    let bytes = TLSPair.receive(pair.serverSocket)
    #expect(bytes == [21, 3, 3, 0, 2, 2, 42], sourceLocation: sourceLocation)
    TLSPair.send(bytes, to: pair.clientSocket)
    let told = try #require(throws: TLSError.self) { try pair.handshake(.server) }
    #expect(told.kind == .alert(UInt8(SSL_AD_BAD_CERTIFICATE)), sourceLocation: sourceLocation)
  }
}
