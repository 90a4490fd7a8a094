import Glibc

@testable import TLS

/// Both ends of a TLS session in one thread, on AF_UNIX sockets or TCP's: over one pair of them, or,
/// `tapped`, over two with the test in between, which then decides which bytes go on and when.
final class TLSPair {
  enum End {
    case client, server
  }

  var client: TLSConnection
  var server: TLSConnection
  let clientSocket: Int32
  let serverSocket: Int32
  /// Where the client's bytes arrive and the server's are put in, and the reverse; -1 where there is no tap.
  let clientTap: Int32
  let serverTap: Int32

  init(
    server: TLSConfiguration, client: TLSConfiguration, tapped: Bool = false, outbox: TLSOutbox? = nil,
    isTCP: Bool = false
  ) throws {
    let near = isTCP ? Self.tcpPair() : Self.socketPair()
    let far = tapped ? Self.socketPair() : (near.1, -1)
    clientSocket = near.0
    clientTap = tapped ? near.1 : -1
    serverSocket = far.0
    serverTap = far.1
    self.client = try TLSConnection(TLSContext(client), fileDescriptor: clientSocket)
    self.server = try TLSConnection(TLSContext(server), fileDescriptor: serverSocket, outbox: outbox)
  }

  /// A pair with the handshake behind it, the client trusting the server's key; of what the server writes
  /// then, some may wait in the outbox.
  static func connected(
    tapped: Bool = false, outbox: TLSOutbox? = nil, isTCP: Bool = false
  ) throws -> TLSPair {
    let credentials = try Fixture.credentials()
    let pair = try TLSPair(
      server: .server(credentials), client: .client(trusting: [credentials.key.pin]), tapped: tapped,
      outbox: outbox, isTCP: isTCP)
    try pair.shakeHands()
    return pair
  }

  deinit {
    for descriptor in [clientSocket, serverSocket, clientTap, serverTap] where descriptor >= 0 {
      _ = Glibc.close(descriptor)
    }
  }

  func handshake(_ end: End) throws(TLSError) -> TLSProgress {
    switch end {
    case .client: try client.handshake()
    case .server: try server.handshake()
    }
  }

  func read(_ end: End, upTo capacity: Int = 32 * 1024) throws(TLSError) -> (TLSProgress, [UInt8]) {
    var bytes = [UInt8](repeating: 0, count: capacity)
    var span = bytes.mutableSpan
    let progress =
      switch end {
      case .client: try client.read(into: &span)
      case .server: try server.read(into: &span)
      }
    guard case .done(let count) = progress else { return (progress, []) }
    return (progress, Array(bytes[..<count]))
  }

  func write(_ end: End, _ bytes: [UInt8]) throws(TLSError) -> TLSProgress {
    switch end {
    case .client: try client.write(bytes.span)
    case .server: try server.write(bytes.span)
    }
  }

  /// What the server's outbox could not send.
  var unsent: (has: Bool, count: Int) { (server.hasUnsent, server.unsentCount) }

  func write(_ end: End, _ text: String) throws(TLSError) -> TLSProgress {
    try write(end, Array(text.utf8))
  }

  func close(_ end: End) -> TLSProgress {
    switch end {
    case .client: client.close()
    case .server: server.close()
    }
  }

  func hasPending(_ end: End) -> Bool {
    switch end {
    case .client: client.hasPending
    case .server: server.hasPending
    }
  }

  /// Goes on with both handshakes by turns until both are complete, or one fails.
  func shakeHands() throws(TLSError) {
    while true {
      let clients = try client.handshake()
      forward()
      let servers = try server.handshake()
      forward()
      if clients == .done(0), servers == .done(0) { return }
      precondition(!clients.hasEnded && !servers.hasEnded, "cut in the handshake")
    }
  }

  /// The same, with the error of each end. The other end goes on until it knows as well.
  func shakeHandsExpectingFailure() -> (client: TLSError?, server: TLSError?) {
    var errors: (client: TLSError?, server: TLSError?) = (nil, nil)
    for _ in 0..<4 {
      do { _ = try client.handshake() } catch { errors.client = errors.client ?? error }
      do { _ = try server.handshake() } catch { errors.server = errors.server ?? error }
    }
    return errors
  }

  /// Lets everything through the tap.
  func forward() {
    guard clientTap >= 0 else { return }
    Self.send(Self.receive(clientTap), to: serverTap)
    Self.send(Self.receive(serverTap), to: clientTap)
  }

  /// What has arrived at a socket; empty where nothing has.
  static func receive(_ socket: Int32, upTo capacity: Int = 1 << 20) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      count = unsafe max(0, recv(socket, buffer.baseAddress, capacity, 0))
    }
  }

  static func send(_ bytes: [UInt8], to socket: Int32) {
    guard !bytes.isEmpty else { return }
    let sent = unsafe Glibc.send(socket, bytes, bytes.count, 0)
    precondition(sent == bytes.count, "the socket is full")
  }

  /// Leaves no room for the next bytes of that end's session; behind its back, so only with a tap that takes
  /// them out.
  func fillSocket(_ end: End) {
    let socket =
      switch end {
      case .client: clientSocket
      case .server: serverSocket
      }
    let block = [UInt8](repeating: 0, count: 4096)
    while unsafe Glibc.send(socket, block, block.count, 0) > 0 {}
    while unsafe Glibc.send(socket, block, 1, 0) > 0 {}
  }

  static func socketPair() -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    precondition(unsafe socketpair(AF_UNIX, type, 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  /// The same over loopback.
  static func tcpPair() -> (Int32, Int32) {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let (listener, near) = (socket(AF_INET, type, 0), socket(AF_INET, type, 0))
    defer { _ = Glibc.close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let far = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(unsafe bind(listener, address, length) == 0 && listen(listener, 1) == 0)
        precondition(unsafe getsockname(listener, address, &length) == 0)
        precondition(unsafe connect(near, address, length) == 0)
        return accept(listener, nil, nil)
      }
    }
    for socket in [near, far] { precondition(fcntl(socket, F_SETFL, O_NONBLOCK) == 0) }
    return (near, far)
  }
}

extension TLSProgress {
  var hasEnded: Bool {
    if case .endOfStream = self { true } else { false }
  }
}
