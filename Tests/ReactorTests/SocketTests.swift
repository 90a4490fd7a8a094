import Glibc
import Reactor
import Testing

private let hasIPv6Loopback = IPAddress.ofThisMachine().contains { $0.isLoopback && !$0.isIPv4 }

@Suite("Socket")
struct SocketTests {
  @Test("a connection is made over loopback, and each side knows both addresses")
  func connection() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let address = try listener.localAddress()
    let client = try Socket.connecting(to: address)
    let accepted = try acceptNext(of: listener)
    try waitFor(client.raw, .writable)
    #expect(address.ipAddress.isLoopback && address.port != 0)
    #expect(client.connectResult() == nil)
    #expect(try client.localAddress() == accepted.peer)
    #expect(try client.peerAddress() == address)
    #expect(try accepted.socket.localAddress() == address)
    #expect(try accepted.socket.peerAddress() == accepted.peer)
  }

  @Test("the same over IPv6, on a listener that takes no IPv4", .enabled(if: hasIPv6Loopback))
  func connectionOverIPv6() throws {
    let loopback = try #require(SocketAddress(parsing: "[::1]:0"))
    let listener = try Socket.listening(on: loopback)
    let client = try Socket.connecting(to: try listener.localAddress())
    let accepted = try acceptNext(of: listener)
    #expect(accepted.peer.ipAddress == loopback.ipAddress)
    #expect(try client.localAddress() == accepted.peer)
    #expect(option(listener.raw, Int32(IPPROTO_IPV6), IPV6_V6ONLY) == 1)
  }

  @Test("a connection comes from the address that was asked for, two of the same too")
  func source() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let source = try #require(IPAddress(parsing: "127.0.1.9"))
    let first = try Socket.connecting(to: try listener.localAddress(), from: source)
    let second = try Socket.connecting(to: try listener.localAddress(), from: source)
    let peers = [try acceptNext(of: listener).peer, try acceptNext(of: listener).peer]
    #expect(peers == [try first.localAddress(), try second.localAddress()])
    #expect(peers.allSatisfy { $0.ipAddress == source } && peers[0] != peers[1])
    // TEST-NET-1 (RFC 5737), which no machine has.
    let foreign = try #require(IPAddress(parsing: "192.0.2.1"))
    #expect(throws: SystemError(call: "bind", code: EADDRNOTAVAIL)) {
      _ = try Socket.connecting(to: try listener.localAddress(), from: foreign)
    }
  }

  @Test("sockets do not block and are not inherited by other programs")
  func flags() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let client = try Socket.connecting(to: try listener.localAddress())
    let accepted = try acceptNext(of: listener)
    let pair = try Socket.pair()
    for raw in [listener.raw, client.raw, accepted.socket.raw, pair.first.raw, pair.second.raw] {
      #expect(fcntl(raw, F_GETFL) & O_NONBLOCK != 0)
      #expect(fcntl(raw, F_GETFD) & FD_CLOEXEC != 0)
    }
  }

  @Test("of several connections each is accepted once, and those left are reported again")
  func severalWaiting() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let address = try listener.localAddress()
    let first = try Socket.connecting(to: address)
    let second = try Socket.connecting(to: address)
    let third = try Socket.connecting(to: address)
    var peers: Set<SocketAddress> = []
    for _ in 0..<3 { peers.insert(try acceptNext(of: listener).peer) }
    #expect(peers == [try first.localAddress(), try second.localAddress(), try third.localAddress()])
    switch try listener.accept() {
    case .none: break
    case .some: Issue.record("a fourth connection")
    }
  }

  @Test("where there are no descriptors left, accepting says so, and the connection waits")
  func noDescriptorsLeft() async {
    // In a process of its own, since the limit is the whole process's.
    await #expect(processExitsWith: .success) {
      let listener = try Socket.listening(on: .loopback(port: 0))
      let client = try Socket.connecting(to: try listener.localAddress())
      try waitFor(listener.raw, .readable)
      let limit = openFiles()
      setOpenFiles(rlimit(rlim_cur: 0, rlim_max: limit.rlim_max))
      #expect(throws: SystemError(call: "accept4", code: EMFILE)) { _ = try listener.accept() }
      setOpenFiles(limit)
      #expect(try acceptNext(of: listener).peer == client.localAddress())
    }
  }

  @Test("an address that is taken cannot be listened on")
  func addressTaken() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let address = try listener.localAddress()
    #expect(throws: SystemError(call: "bind", code: EADDRINUSE)) { _ = try Socket.listening(on: address) }
  }

  @Test("a refused connection becomes writable and says why")
  func refused() throws {
    // TCPMUX, which nobody has any more, and none of the ports that the system gives out: nobody begins to
    // listen there meanwhile, and the socket cannot meet itself.
    let socket = try Socket.connecting(to: .loopback(port: 1))
    try waitFor(socket.raw, .writable)
    #expect(socket.connectResult() == SystemError(call: "connect", code: ECONNREFUSED))
    #expect(throws: SystemError(call: "getpeername", code: ENOTCONN)) { try socket.peerAddress() }
  }

  @Test("a chat connection finds the dead within two minutes")
  func preparedForChat() throws {
    let connection = try Connection()
    try connection.server.prepareForChat()
    expectPreparedForChat(connection.server.raw)
    #expect(option(connection.client.raw, Int32(IPPROTO_TCP), TCP_NODELAY) != 0)
  }

  @Test("what a prepared listener accepts is prepared")
  func inheritedPreparation() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    try listener.prepareForChat()
    let client = try Socket.connecting(to: listener.localAddress())
    try waitFor(listener.raw, .readable)
    guard let accepted = try listener.accept() else {
      Issue.record("nothing was accepted")
      return
    }
    expectPreparedForChat(accepted.socket.raw)
    _ = consume client
  }

  @Test("after one side has ended its direction, the other still comes through")
  func halfClose() throws {
    let connection = try Connection()
    connection.client.shutdownWriting()
    try waitFor(connection.server.raw, .readable)
    #expect(try receive(connection.server) == [])
    #expect(try connection.server.send([65].span) == 1)
    try waitFor(connection.client.raw, .readable)
    #expect(try receive(connection.client) == [65])
  }

  @Test("what waits to be read is thrown away up to a limit")
  func discard() throws {
    let connection = try Connection()
    #expect(try connection.server.discardInput(upTo: 100) == nil)
    #expect(try connection.client.send([1, 2, 3].span) == 3)
    try waitFor(connection.server.raw, .readable)
    #expect(try connection.server.discardInput(upTo: 2) == 2)
    #expect(try receive(connection.server) == [3])
    connection.client.shutdownWriting()
    try waitFor(connection.server.raw, .readable)
    #expect(try connection.server.discardInput(upTo: 100) == 0)
  }

  @Test("a full socket takes no more, and one whose peer is gone says so")
  func fullAndGone() throws {
    ProcessLimits.ignoreBrokenPipe()
    let pair = try Socket.pair()
    let second = pair.second
    let bytes = [UInt8](repeating: 0, count: 1 << 16)
    while try second.send(bytes.span) != nil {}
    close(pair.first.release())
    // A program that another test is just starting may hold it open for a moment.
    try waitFor(second.raw, .readable)
    #expect(throws: SystemError(call: "write", code: EPIPE)) { try second.send(bytes.span) }
  }

  @Test("an end of a pair has no address")
  func pair() throws {
    let pair = try Socket.pair()
    #expect(throws: SystemError(call: "getsockname", code: EAFNOSUPPORT)) { try pair.first.localAddress() }
  }
}

/// What `Socket.prepareForChat` has set.
private func expectPreparedForChat(_ raw: Int32) {
  let tcp = Int32(IPPROTO_TCP)
  #expect(option(raw, tcp, TCP_NODELAY) != 0)
  #expect(option(raw, SOL_SOCKET, SO_KEEPALIVE) != 0)
  #expect(option(raw, tcp, TCP_KEEPIDLE) == 60)
  #expect(option(raw, tcp, TCP_KEEPINTVL) == 15)
  #expect(option(raw, tcp, TCP_KEEPCNT) == 4)
  #expect(option(raw, tcp, TCP_USER_TIMEOUT) == 120_000)
}

private func option(_ raw: Int32, _ level: Int32, _ name: Int32) -> Int32 {
  var value: Int32 = -1
  var length = socklen_t(MemoryLayout<Int32>.size)
  _ = unsafe getsockopt(raw, level, name, &value, &length)
  return value
}
