import Glibc
import Testing

@testable import TLS

@Suite struct ReadAheadTests {
  @Test("Lines that lie in the session already are pending, and come without the socket")
  func pending() throws {
    let pair = try TLSPair.connected()
    #expect(!pair.hasPending(.server))
    _ = try pair.write(.client, "um\n")
    _ = try pair.write(.client, "dois\n")
    #expect(try pair.read(.server, upTo: 2).1 == Array("um".utf8))
    #expect(TLSPair.receive(pair.serverSocket).isEmpty)
    #expect(pair.hasPending(.server))
    #expect(try pair.read(.server).1 == Array("\n".utf8))
    #expect(pair.hasPending(.server))
    #expect(try pair.read(.server).1 == Array("dois\n".utf8))
    #expect(!pair.hasPending(.server))
    #expect(try pair.read(.server).0 == .wantRead)
  }

  @Test("A line behind the handshake's last message is swallowed with it, and there to be read at once")
  func behindHandshake() throws {
    let credentials = try Fixture.credentials()
    let pair = try TLSPair(server: .server(credentials), client: .client(trusting: [credentials.key.pin]))
    #expect(try pair.handshake(.client) == .wantRead)
    #expect(try pair.handshake(.server) == .wantRead)
    #expect(try pair.handshake(.client) == .done(0))
    #expect(try pair.write(.client, "ana\n") == .done(4))
    #expect(try pair.handshake(.server) == .done(0))
    #expect(TLSPair.receive(pair.serverSocket).isEmpty)
    #expect(pair.hasPending(.server))
    #expect(try pair.read(.server).1 == Array("ana\n".utf8))
  }

  @Test("What is read goes where the caller has room, and leaves what stands before it")
  func behindOtherBytes() throws {
    let pair = try TLSPair.connected()
    #expect(try pair.write(.server, "ana: oi") == .done(7))
    var bytes = Array("123".utf8) + [0, 0, 0, 0]
    var span = bytes.mutableSpan
    #expect(try pair.client.read(into: &span, from: 3) == .done(4))
    var full = bytes.mutableSpan
    #expect(try pair.client.read(into: &full, from: 7) == .done(0))
    #expect(bytes == Array("123ana:".utf8))
    var rest = bytes.mutableSpan
    #expect(try pair.client.read(into: &rest, from: 0) == .done(3))
    #expect(bytes == Array(" oiana:".utf8))
  }

  @Test("A record that has come in pieces is want-read, pending though it is, until its last byte is there")
  func pieces() throws {
    let pair = try TLSPair.connected(tapped: true)
    _ = try pair.write(.client, "metade\n")
    let record = TLSPair.receive(pair.clientTap)
    // In the header, behind it, at the first sealed byte, before the last.
    let cuts = [0, 1, 4, 5, 6, record.count - 1]
    for (begin, end) in zip(cuts, cuts.dropFirst()) {
      TLSPair.send(Array(record[begin..<end]), to: pair.serverTap)
      #expect(try pair.read(.server).0 == .wantRead)
    }
    #expect(pair.hasPending(.server))
    TLSPair.send([record[record.count - 1]], to: pair.serverTap)
    #expect(try pair.read(.server).1 == Array("metade\n".utf8))
    #expect(!pair.hasPending(.server))
  }

  @Test("Many small records in one go come out whole, and want-read comes only when the socket is empty")
  func many() throws {
    let pair = try TLSPair.connected()
    var expected: [UInt8] = []
    for number in 0..<200 {
      let line = Array("linha \(number)\n".utf8)
      #expect(try pair.write(.client, line) == .done(line.count))
      expected += line
    }
    var received: [UInt8] = []
    while case (.done, let some) = try pair.read(.server, upTo: 100) { received += some }
    #expect(received == expected)
    #expect(TLSPair.receive(pair.serverSocket).isEmpty)
  }
}
