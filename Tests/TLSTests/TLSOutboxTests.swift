import Glibc
import Testing

@testable import TLS

// Records of several sessions that are sent one after the other. The server's end of each pair has the
// outbox.

@Suite struct TLSOutboxTests {
  private let outbox = TLSOutbox()

  private func connected(tapped: Bool = false) throws -> TLSPair {
    try TLSPair.connected(tapped: tapped, outbox: outbox)
  }

  private func text(_ pair: TLSPair) throws -> String {
    var text: [UInt8] = []
    while case (.done, let bytes) = try pair.read(.client) { text += bytes }
    return String(decoding: text, as: UTF8.self)
  }

  @Test("What is written waits to be sent; the handshake and the client's end wait for nothing")
  func waits() throws {
    let pairs = try (0..<2).map { _ in try connected() }
    for pair in pairs { #expect(try pair.write(.server, "olá\n") == .done(5)) }
    for pair in pairs { #expect(try text(pair) == "") }
    #expect(!outbox.send())
    for pair in pairs { #expect(try text(pair) == "olá\n") }
    #expect(!outbox.send())
    for pair in pairs { #expect(try text(pair) == "") }
    #expect(try pairs[0].write(.client, "oi\n") == .done(3))
    #expect(try pairs[0].read(.server).1 == Array("oi\n".utf8))
  }

  @Test("Sixteen sessions' records wait; those of a seventeenth send them and wait themselves")
  func sixteen() throws {
    let pairs = try (0..<17).map { _ in try connected() }
    for pair in pairs.dropLast() { #expect(try pair.write(.server, "um") == .done(2)) }
    for pair in pairs { #expect(try text(pair) == "") }
    #expect(try pairs[16].write(.server, "um") == .done(2))
    for pair in pairs.dropLast() { #expect(try text(pair) == "um") }
    #expect(try text(pairs[16]) == "")
    _ = outbox.send()
    #expect(try text(pairs[16]) == "um")
  }

  @Test("Of a session records of 2 KiB together wait; the next sends what waits, and follows it")
  func together() throws {
    let pairs = try (0..<2).map { _ in try connected() }
    let (first, other) = (pairs[0], pairs[1])
    // Five bytes before it, one for its kind, and sixteen to tell that it is whole (RFC 8446, 5.2).
    let half = [UInt8](repeating: UInt8(ascii: "x"), count: 1024 - 22)
    for _ in 0..<2 { #expect(try first.write(.server, half) == .done(half.count)) }
    #expect(try other.write(.server, "outro") == .done(5))
    for pair in pairs { #expect(try text(pair) == "") }
    #expect(try first.write(.server, "y") == .done(1))
    #expect(try text(first).utf8.elementsEqual(half + half + [UInt8(ascii: "y")]))
    #expect(try text(other) == "outro")
    #expect(!outbox.send())
    for pair in pairs { #expect(try text(pair) == "") }
  }

  @Test("A record of 2 KiB waits, a larger one is sent at once")
  func large() throws {
    let pair = try connected()
    let most = [UInt8](repeating: UInt8(ascii: "x"), count: 2048 - 22)
    #expect(try pair.write(.server, most) == .done(most.count))
    #expect(try text(pair) == "")
    #expect(!outbox.send())
    #expect(try text(pair).utf8.elementsEqual(most))
    let larger = [UInt8](repeating: UInt8(ascii: "y"), count: most.count + 1)
    #expect(try pair.write(.server, larger) == .done(larger.count))
    #expect(try text(pair).utf8.elementsEqual(larger))
  }

  @Test("close_notify is sent with what waits, behind it")
  func closing() throws {
    let pair = try connected(tapped: true)
    #expect(try pair.write(.server, "tchau\n") == .done(6))
    #expect(pair.close(.server) == .done(0))
    #expect(pair.close(.server) == .done(0))
    pair.forward()
    #expect(try pair.read(.client).1 == Array("tchau\n".utf8))
    #expect(try pair.read(.client).0 == .endOfStream(clean: true))
  }

  @Test("close_notify behind what waits is not said before a full socket has taken both")
  func closingOnFullSocket() throws {
    let pair = try connected(tapped: true)
    pair.fillSocket(.server)
    #expect(try pair.write(.server, "tchau\n") == .done(6))
    #expect(pair.close(.server) == .wantWrite)
    #expect(pair.close(.server) == .wantWrite)
    while !TLSPair.receive(pair.serverTap).isEmpty {}
    #expect(pair.close(.server) == .done(0))
    pair.forward()
    #expect(try pair.read(.client).1 == Array("tchau\n".utf8))
    #expect(try pair.read(.client).0 == .endOfStream(clean: true))
  }

  @Test("What a full socket does not take goes out later, in order, and nothing overtakes it")
  func fullSocket() throws {
    let pair = try connected(tapped: true)
    let other = try connected()
    pair.fillSocket(.server)
    #expect(try pair.write(.server, "um ") == .done(3))
    #expect(try other.write(.server, "outro") == .done(5))
    #expect(pair.unsent == (false, 0))
    #expect(outbox.send())
    #expect(!outbox.send())
    #expect(try text(other) == "outro")
    #expect(pair.unsent == (true, 3 + 22))
    #expect(other.unsent == (false, 0))
    #expect(try pair.server.sendUnsent() == .wantWrite)
    #expect(try pair.write(.server, "dois ") == .wantWrite)
    #expect(!outbox.send())
    while !TLSPair.receive(pair.serverTap).isEmpty {}
    #expect(try pair.write(.server, "dois ") == .done(5))
    #expect(pair.unsent == (false, 0))
    #expect(try pair.write(.server, "três") == .done(5))
    #expect(!outbox.send())
    pair.forward()
    #expect(try text(pair) == "um dois três")
  }

  @Test("A record of which the socket takes a part goes on where it stopped")
  func part() throws {
    let pair = try TLSPair.connected(outbox: outbox, isTCP: true)
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 2000)
    var written = 0
    var received = 0
    var parts = 0
    // TCP takes what has room in its last segment.
    while parts < 3, written < 100_000 {
      #expect(try pair.write(.server, text) == .done(2000))
      written += 1
      guard outbox.send() else { continue }
      if pair.unsent.count < text.count + 22 { parts += 1 }
      while try pair.server.sendUnsent() == .wantWrite { received += try self.text(pair).utf8.count }
    }
    #expect(parts == 3)
    while received < written * 2000 { received += try self.text(pair).utf8.count }
    #expect(received == written * 2000)
  }

  @Test("A peer that is gone meanwhile is a cut, and the others get what is theirs")
  func gone() throws {
    let pairs = try (0..<3).map { _ in try connected() }
    for pair in pairs { #expect(try pair.write(.server, "olá") == .done(4)) }
    shutdown(pairs[1].clientSocket, Int32(SHUT_RDWR))
    #expect(outbox.send())
    #expect(pairs[1].unsent == (true, 0))
    #expect(try pairs[1].server.sendUnsent() == .endOfStream(clean: false))
    #expect(try pairs[1].write(.server, "alguém?") == .endOfStream(clean: false))
    #expect(pairs[1].close(.server) == .endOfStream(clean: false))
    for pair in [pairs[0], pairs[2]] { #expect(try text(pair) == "olá") }
  }

  @Test("A write that does not wait finds out as well that the peer is gone")
  func goneAtWrite() throws {
    let pair = try connected()
    #expect(try pair.write(.server, "olá") == .done(4))
    shutdown(pair.clientSocket, Int32(SHUT_RDWR))
    #expect(try pair.write(.server, [UInt8](repeating: 7, count: 2048)) == .endOfStream(clean: false))
    #expect(pair.unsent == (true, 0))
  }

  @Test("Of a session that is let go nothing is sent, whoever has its descriptor then")
  func letGo() throws {
    let pair = try connected()
    do {
      let short = try connected()
      #expect(try short.write(.server, "um") == .done(2))
      #expect(try pair.write(.server, "dois") == .done(4))
    }
    // They are likely to have the numbers that have become free.
    let sockets = (0..<2).map { _ in TLSPair.socketPair() }
    defer { for (near, far) in sockets { for socket in [near, far] { _ = Glibc.close(socket) } } }
    #expect(!outbox.send())
    for (near, far) in sockets {
      #expect(TLSPair.receive(near).isEmpty && TLSPair.receive(far).isEmpty)
    }
    #expect(try text(pair) == "dois")
  }

  @Test("What is let go of is neither sent nor counted")
  func forgotten() throws {
    let pair = try connected(tapped: true)
    let other = try connected()
    #expect(try pair.write(.server, "um") == .done(2))
    #expect(try other.write(.server, "dois") == .done(4))
    pair.server.forgetUnsent()
    #expect(!outbox.send())
    #expect(TLSPair.receive(pair.serverTap).isEmpty)
    #expect(try text(other) == "dois")
    let full = try connected(tapped: true)
    full.fillSocket(.server)
    #expect(try full.write(.server, "um") == .done(2))
    #expect(outbox.send())
    #expect(full.unsent == (true, 2 + 22))
    full.server.forgetUnsent()
    #expect(full.unsent == (false, 0))
  }

  @Test("What a socket takes never again is not counted")
  func gonePartly() throws {
    let pair = try connected(tapped: true)
    pair.fillSocket(.server)
    #expect(try pair.write(.server, "um") == .done(2))
    #expect(outbox.send())
    shutdown(pair.serverTap, Int32(SHUT_RDWR))
    #expect(try pair.server.sendUnsent() == .endOfStream(clean: false))
    #expect(pair.unsent == (true, 0))
  }
}
