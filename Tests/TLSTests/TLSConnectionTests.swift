import CTLS
import Glibc
import Testing

@testable import TLS

@Suite struct TLSConnectionTests {
  @Test("Two ends shake hands, and agree on TLS 1.3 and papo/1")
  func handshake() throws {
    let pair = try TLSPair.connected()
    #expect(try pair.handshake(.client) == .done(0))
    #expect(pair.client.protocolVersion == "TLSv1.3")
    #expect(pair.client.cipherSuite == pair.server.cipherSuite)
    #expect(pair.client.applicationProtocol == "papo/1")
    #expect(pair.server.applicationProtocol == "papo/1")
  }

  @Test("Bytes go both ways, and nothing to read is want-read")
  func bothWays() throws {
    let pair = try TLSPair.connected()
    #expect(try pair.write(.client, "olá\n") == .done(5))
    #expect(try pair.write(.server, "oi, Ana\n") == .done(8))
    #expect(try pair.read(.server).1 == Array("olá\n".utf8))
    #expect(try pair.read(.client).1 == Array("oi, Ana\n".utf8))
    #expect(try pair.read(.server).0 == .wantRead)
    #expect(try pair.read(.client).0 == .wantRead)
  }

  @Test("No bytes to write and no room to read are done with 0")
  func empty() throws {
    let pair = try TLSPair.connected()
    #expect(try pair.write(.client, "") == .done(0))
    #expect(try pair.read(.server, upTo: 0).0 == .done(0))
  }

  @Test("Before the handshake is complete nothing is written or read")
  func tooEarly() throws {
    let credentials = try Fixture.credentials()
    let pair = try TLSPair(
      server: .server(credentials), client: .client(trusting: [credentials.key.pin]), tapped: true)
    #expect(throws: TLSError.self) { try pair.write(.client, "ana\n") }
    #expect(throws: TLSError.self) { try pair.read(.client) }
    #expect(pair.close(.client) == .endOfStream(clean: false))
    #expect(TLSPair.receive(pair.clientTap).isEmpty)
  }

  @Test("A write takes two records at most, and after want-write goes on with the same bytes from elsewhere")
  func fullSocket() throws {
    let pair = try TLSPair.connected()
    let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    var sent = 0
    var received: [UInt8] = []
    var waits = 0
    while sent < bytes.count {
      // A fresh copy each time: the array of a growing queue moves as well.
      switch try pair.write(.client, Array(bytes[sent...])) {
      case .done(let count):
        #expect(1...32768 ~= count)
        sent += count
      case .wantWrite:
        waits += 1
        while case (.done, let some) = try pair.read(.server) { received += some }
      case let other:
        Issue.record("\(other)")
        return
      }
    }
    while case (.done, let some) = try pair.read(.server) { received += some }
    #expect(waits > 0)
    #expect(received == bytes)
  }

  @Test("Fewer bytes after want-write are an error, not a broken record")
  func fewerBytes() throws {
    let pair = try TLSPair.connected()
    let bytes = [UInt8](repeating: 7, count: 10_000)
    while try pair.write(.client, bytes) != .wantWrite {}
    #expect(pair.close(.client) == .endOfStream(clean: false))
    #expect(throws: TLSError.self) { try pair.write(.client, [UInt8](repeating: 7, count: 9_999)) }
  }

  @Test("close_notify ends the stream cleanly after all that was sent before")
  func closeNotify() throws {
    let pair = try TLSPair.connected()
    #expect(try pair.write(.client, "tchau\n") == .done(6))
    #expect(pair.close(.client) == .done(0))
    #expect(pair.close(.client) == .done(0))
    #expect(try pair.read(.server).1 == Array("tchau\n".utf8))
    #expect(try pair.read(.server).0 == .endOfStream(clean: true))
    #expect(try pair.read(.server).0 == .endOfStream(clean: true))
  }

  @Test("Who has said close_notify still reads what the other end says")
  func halfClosed() throws {
    let pair = try TLSPair.connected()
    #expect(pair.close(.server) == .done(0))
    #expect(try pair.write(.client, "ainda\n") == .done(6))
    #expect(try pair.read(.server).1 == Array("ainda\n".utf8))
    #expect(try pair.read(.client).0 == .endOfStream(clean: true))
    #expect(try pair.write(.client, "aqui\n") == .done(5))
    #expect(try pair.read(.server).1 == Array("aqui\n".utf8))
    #expect(throws: TLSError.self) { try pair.write(.server, "tarde\n") }
  }

  @Test("close_notify waits for room in the socket")
  func closeOnFullSocket() throws {
    let pair = try TLSPair.connected(tapped: true)
    // The alert is the first to find no room.
    pair.fillSocket(.client)
    #expect(pair.close(.client) == .wantWrite)
    #expect(pair.close(.client) == .wantWrite)
    while !TLSPair.receive(pair.clientTap).isEmpty {}
    #expect(pair.close(.client) == .done(0))
    TLSPair.send(TLSPair.receive(pair.clientTap), to: pair.serverTap)
    #expect(try pair.read(.server).0 == .endOfStream(clean: true))
  }

  @Test("An end without close_notify is a cut, and stays one")
  func cut() throws {
    let pair = try TLSPair.connected()
    #expect(try pair.write(.client, "meio") == .done(4))
    shutdown(pair.clientSocket, Int32(SHUT_RDWR))
    #expect(try pair.read(.server).1 == Array("meio".utf8))
    #expect(try pair.read(.server).0 == .endOfStream(clean: false))
    #expect(try pair.read(.server).0 == .endOfStream(clean: false))
    #expect(try pair.write(.server, "alguém?") == .endOfStream(clean: false))
    #expect(pair.close(.server) == .endOfStream(clean: false))
  }

  @Test("Writing to a peer that is gone is a cut (EPIPE)")
  func brokenPipe() throws {
    let pair = try TLSPair.connected()
    shutdown(pair.clientSocket, Int32(SHUT_RDWR))
    #expect(try pair.write(.server, "alguém?") == .endOfStream(clean: false))
  }

  @Test("A cut in the handshake is no error either")
  func cutInHandshake() throws {
    let pair = try TLSPair(server: .server(Fixture.credentials()), client: .client(trusting: []))
    shutdown(pair.clientSocket, Int32(SHUT_RDWR))
    #expect(try pair.handshake(.server) == .endOfStream(clean: false))
    #expect(try pair.handshake(.server) == .endOfStream(clean: false))
  }

  @Test(
    "A server that is sent something else than TLS says so",
    arguments: [
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "POST /x HTTP/1.1\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n",
      "ana\nolá pessoal\n",
    ])
  func plaintext(words: String) throws {
    let pair = try TLSPair(server: .server(Fixture.credentials()), client: .client(trusting: []))
    TLSPair.send(Array(words.utf8), to: pair.clientSocket)
    let error = try #require(throws: TLSError.self) { try pair.handshake(.server) }
    #expect(error.kind == .notTLS)
    #expect(error.operation == "handshake")
    #expect(!error.reasons.isEmpty)
    #expect(throws: TLSError.self) { try pair.read(.server) }
    #expect(pair.close(.server) == .endOfStream(clean: false))
  }

  @Test("A changed byte on the way ends the connection as an error, not as a cut")
  func tampered() throws {
    let pair = try TLSPair.connected(tapped: true)
    #expect(try pair.write(.client, "olá\n") == .done(5))
    var record = TLSPair.receive(pair.clientTap)
    record[record.count - 1] ^= 1
    TLSPair.send(record, to: pair.serverTap)
    let error = try #require(throws: TLSError.self) { try pair.read(.server) }
    #expect(error.description.contains("bad record mac"))
    pair.forward()
    let told = try #require(throws: TLSError.self) { try pair.read(.client) }
    #expect(told.kind == .alert(UInt8(SSL_AD_BAD_RECORD_MAC)))
  }

  @Test("The error of one connection is not taken for another one's")
  func errorQueue() throws {
    let good = try TLSPair.connected()
    for _ in 0..<3 { leaveError() }
    #expect(try good.read(.server).0 == .wantRead)
    leaveError()
    #expect(try good.write(.client, "x") == .done(1))
    leaveError()
    #expect(try good.read(.server).0 == .done(1))
    leaveError()
    #expect(good.close(.server) == .done(0))
  }

  private func leaveError() {
    ERR_new()
    unsafe withVaList([]) { unsafe ERR_vset_error(ERR_LIB_SSL, SSL_R_HTTP_REQUEST, nil, $0) }
  }
}
