import CTLS
import Testing

@testable import TLS

@Suite struct KeyUpdateTests {
  @Test("A KeyUpdate is nothing to see: what follows it is read in the same call")
  func transparent() throws {
    let pair = try TLSPair.connected()
    updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED)
    _ = try pair.write(.client, "depois\n")
    #expect(try pair.read(.server).1 == Array("depois\n".utf8))
    #expect(pair.server.keyUpdateCount == 1)
    #expect(pair.client.keyUpdateCount == 0)
  }

  @Test("After a KeyUpdate alone, want-read means that the socket was asked again")
  func askedAgain() throws {
    let pair = try TLSPair.connected(tapped: true)
    updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED)
    pair.forward()
    #expect(try pair.read(.server).0 == .wantRead)
    #expect(pair.server.keyUpdateCount == 1)
    #expect(!pair.hasPending(.server))
  }

  @Test("A KeyUpdate that asks for one in return gets it with the next write")
  func requested() throws {
    let pair = try TLSPair.connected()
    updateKey(pair, SSL_KEY_UPDATE_REQUESTED)
    #expect(try pair.read(.server).0 == .wantRead)
    #expect(try pair.write(.server, "novo\n") == .done(5))
    #expect(try pair.read(.client).1 == Array("novo\n".utf8))
    #expect(pair.client.keyUpdateCount == 1)
  }

  @Test("8 KeyUpdates in a minute are borne, the 9th ends the connection", arguments: [8, 9])
  func flood(count: Int) throws {
    let pair = try TLSPair.connected()
    for _ in 0..<count { updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED) }
    _ = try pair.write(.client, "depois\n")
    if count == 8 {
      #expect(try pair.read(.server).1 == Array("depois\n".utf8))
      #expect(try pair.read(.server).0 == .wantRead)
    } else {
      let error = try #require(throws: TLSError.self) { try pair.read(.server) }
      #expect(error.kind == .tooManyKeyUpdates)
      #expect(error.description == "read: too many key updates (more than 8 KeyUpdates in a minute)")
      #expect(throws: TLSError.self) { try pair.read(.server) }
      #expect(pair.close(.server) == .endOfStream(clean: false))
    }
  }

  @Test("Of a flood that has come already, nothing is looked at beyond the first too many")
  func floodAhead() throws {
    let pair = try TLSPair.connected()
    for _ in 0..<150 { updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED) }
    let error = try #require(throws: TLSError.self) { try pair.read(.server) }
    #expect(error.kind == .tooManyKeyUpdates)
    #expect(pair.server.keyUpdateCount == 9)
  }

  @Test("Another limit is one as well: at it, and one past it", arguments: [3, 4])
  func otherLimit(count: Int) throws {
    let credentials = try Fixture.credentials()
    var server = TLSConfiguration.server(credentials)
    server.keyUpdatesPerMinute = 3
    let pair = try TLSPair(server: server, client: .client(trusting: [credentials.key.pin]))
    try pair.shakeHands()
    for _ in 0..<count { updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED) }
    _ = try pair.write(.client, "depois\n")
    if count == 3 {
      #expect(try pair.read(.server).1 == Array("depois\n".utf8))
    } else {
      let error = try #require(throws: TLSError.self) { try pair.read(.server) }
      #expect(error.description == "read: too many key updates (more than 3 KeyUpdates in a minute)")
    }
  }

  @Test("They are counted over several reads as well")
  func floodByDrops() throws {
    let pair = try TLSPair.connected()
    for _ in 0..<8 {
      updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED)
      #expect(try pair.read(.server).0 == .wantRead)
    }
    updateKey(pair, SSL_KEY_UPDATE_NOT_REQUESTED)
    let error = try #require(throws: TLSError.self) { try pair.read(.server) }
    #expect(error.kind == .tooManyKeyUpdates)
  }

  private func updateKey(_ pair: TLSPair, _ kind: Int32) {
    let session = unsafe ctls_connection_ssl(pair.client.handle)
    #expect(unsafe SSL_key_update(session, kind) == 1)
    // Sends it at once, not with the next write.
    #expect(unsafe SSL_do_handshake(session) == 1)
  }
}
