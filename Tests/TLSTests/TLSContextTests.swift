import CTLS
import Testing

@testable import TLS

@Suite struct TLSContextTests {
  @Test("A client that offers no ALPN is welcome, and asked for no certificate")
  func plain() throws {
    let identity = try Fixture.credentials(name: "ana")
    let pair = try pair { client in
      client.applicationProtocols = []
      client.credentials = identity
    }
    try pair.shakeHands()
    #expect(pair.server.applicationProtocol == nil)
    #expect(pair.client.applicationProtocol == nil)
    #expect(pair.server.peerPin == nil)
    #expect(pair.server.peerNotAfter == nil)
  }

  @Test("papo/1 is found among other offers")
  func amongOthers() throws {
    let pair = try pair { $0.applicationProtocols = ["h2", "papo/1"] }
    try pair.shakeHands()
    #expect(pair.client.applicationProtocol == "papo/1")
  }

  @Test(
    "Other offers alone are refused with no_application_protocol",
    arguments: [["http/1.1"], ["h2", "http/1.1"], ["papo/2"], ["papo/"], ["papo/11"], ["PAPO/1"]])
  func wrongProtocol(names: [String]) throws {
    let pair = try pair { $0.applicationProtocols = names }
    #expect(try pair.handshake(.client) == .wantRead)
    let error = try #require(throws: TLSError.self) { try pair.handshake(.server) }
    #expect(error.kind == .noApplicationProtocol)
    // A fatal alert in the clear, RFC 8446, 6: type 21, level 2, no_application_protocol.
    #expect(TLSPair.receive(pair.clientSocket) == [21, 3, 3, 0, 2, 2, 120])
  }

  @Test("The refused client knows why")
  func wrongProtocolAtClient() throws {
    let pair = try pair { $0.applicationProtocols = ["http/1.1"] }
    let errors = pair.shakeHandsExpectingFailure()
    #expect(errors.client?.kind == .noApplicationProtocol)
  }

  @Test("A server that leaves ALPN unanswered is refused by papo, before a byte is written")
  func unansweredProtocol() throws {
    let pair = try pair({ _ in }, server: { $0.applicationProtocols = [] })
    let errors = pair.shakeHandsExpectingFailure()
    #expect(errors.client?.kind == .noApplicationProtocol)
    #expect(throws: TLSError.self) { try pair.write(.client, "ana\n") }
    #expect(try pair.handshake(.server) == .done(0))
    #expect(try pair.read(.server).0 == .wantRead)
  }

  @Test("TLS 1.2 is refused with protocol_version")
  func oldVersion() throws {
    let pair = try pair { client in
      client.minimumVersion = .tls12
      client.maximumVersion = .tls12
    }
    #expect(try pair.handshake(.client) == .wantRead)
    let error = try #require(throws: TLSError.self) { try pair.handshake(.server) }
    #expect(error.kind == .protocolVersion)
    let alert = TLSPair.receive(pair.clientSocket)
    #expect(alert.first == 21)
    #expect(alert.suffix(2) == [2, 70])
    TLSPair.send(alert, to: pair.serverSocket)
    let told = try #require(throws: TLSError.self) { try pair.handshake(.client) }
    #expect(told.kind == .protocolVersion)
  }

  @Test("A papo/1 client that shows its certificate is known by its key", arguments: [-60, -7200])
  func identity(from begin: Int64) throws {
    let identity = try Fixture.credentials(name: "ana", from: begin, to: begin + 3600)
    let pair = try pair { $0.credentials = identity }
    try pair.shakeHands()
    #expect(pair.server.peerPin == identity.key.pin)
    #expect(pair.server.peerNotAfter == identity.certificate.notAfter)
  }

  @Test("A papo/1 client that has none is welcome as well")
  func noIdentity() throws {
    let pair = try pair()
    try pair.shakeHands()
    #expect(pair.server.peerPin == nil)
  }

  @Test("Nothing is sent but the handshake: no ticket follows it")
  func noTickets() throws {
    let pair = try pair()
    try pair.shakeHands()
    #expect(try pair.read(.client).0 == .wantRead)
    #expect(pair.client.keyUpdateCount == 0)
  }

  @Test("The library names itself, and 3.0.21 or later is not outdated")
  func library() {
    #expect(TLSContext.openSSLVersion.hasPrefix("OpenSSL 3."))
    #expect(TLSContext.isOpenSSLOutdated == (OPENSSL_version_major() == 3 && olderThan3021))
  }

  private var olderThan3021: Bool {
    OPENSSL_version_minor() == 0 && OPENSSL_version_patch() < 21
  }

  private func pair(
    _ changeClient: (inout TLSConfiguration) -> Void = { _ in },
    server changeServer: (inout TLSConfiguration) -> Void = { _ in }
  ) throws -> TLSPair {
    let credentials = try Fixture.credentials()
    var server = TLSConfiguration.server(credentials)
    changeServer(&server)
    var client = TLSConfiguration.client(trusting: [credentials.key.pin])
    changeClient(&client)
    return try TLSPair(server: server, client: client)
  }
}
