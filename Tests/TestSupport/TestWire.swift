import Glibc
import Reactor
import TLS

/// A socket that waits: the TCP connection below a test's client.
struct TestWire: ~Copyable {
  private var socket: Socket?
  private var poller: Poller
  /// The descriptor.
  let raw: Int32

  /// Connects. `isNarrow`: so that both systems keep only some kilobytes of what was not read yet, and a
  /// server soon feels it when nobody reads.
  init(_ address: SocketAddress, isNarrow: Bool = false) throws {
    let socket = isNarrow ? try Self.narrow(address) : try Socket.connecting(to: address)
    var poller = try Poller(capacity: 1)
    try poller.add(socket.raw, .writable, token: 0)
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    guard try poller.wait(until: deadline) else { throw Self.timeout }
    if let error = socket.connectResult() { throw error }
    raw = socket.raw
    self.socket = consume socket
    self.poller = poller
  }

  /// Waits for what a TLS session wants; false where it wants nothing.
  mutating func waits(_ progress: TLSProgress, _ deadline: Int64) throws -> Bool {
    switch progress {
    case .wantRead: try wait(.readable, deadline)
    case .wantWrite: try wait(.writable, deadline)
    case .done, .endOfStream: return false
    }
    return true
  }

  /// Waits until the socket is ready for `interest`.
  mutating func wait(_ interest: Poller.Interest, _ deadline: Int64) throws {
    try poller.modify(raw, interest, token: 0)
    guard try poller.wait(until: deadline) else { throw Self.timeout }
  }

  func send(_ bytes: Span<UInt8>) throws -> Int? {
    try socket!.send(bytes)
  }

  func receive(into buffer: inout MutableSpan<UInt8>) throws -> Int? {
    try socket!.receive(into: &buffer)
  }

  /// Closes the socket.
  mutating func close() {
    socket = nil
  }

  private static var timeout: TestFailure {
    TestFailure("nothing came in time", file: #fileID, line: #line)
  }

  /// The size of the peer's segments decides how much its system buffers for us, and both options count only
  /// before the connection is made (tcp(7), socket(7)).
  private static func narrow(_ address: SocketAddress) throws -> Socket {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let raw = Glibc.socket(AF_INET, kind, 0)
    guard raw >= 0 else { throw SystemError(call: "socket", code: errno) }
    let owner = Socket(takingOwnership: raw)
    var segment: Int32 = 536
    var buffer: Int32 = 4096
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = address.port.bigEndian
    target.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    unsafe setsockopt(raw, Int32(IPPROTO_TCP), TCP_MAXSEG, &segment, 4)
    unsafe setsockopt(raw, SOL_SOCKET, SO_RCVBUF, &buffer, 4)
    let answer = unsafe withUnsafePointer(to: &target) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard answer == 0 || errno == EINPROGRESS else { throw SystemError(call: "connect", code: errno) }
    return owner
  }
}
