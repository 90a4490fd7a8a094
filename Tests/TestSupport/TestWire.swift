import Glibc
import Reactor
import TLS

/// A socket that waits: the TCP connection below a test's client.
struct TestWire: ~Copyable {
  private var socket: Socket?
  private var poller: Poller
  /// The descriptor.
  let raw: Int32

  /// Connects.
  init(_ address: SocketAddress) throws {
    let socket = try Socket.connecting(to: address)
    var poller = try Poller(capacity: 1)
    try poller.add(socket.raw, .writable, token: 0)
    guard try poller.wait(timeoutMilliseconds: Int32(TestClient.patience)) == 1 else { throw Self.timeout }
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
    let left = deadline - Clock.monotonicMilliseconds
    guard left > 0, try poller.wait(timeoutMilliseconds: Int32(left)) == 1 else { throw Self.timeout }
  }

  func send(_ bytes: Span<UInt8>) throws -> Int? {
    try socket!.send(bytes)
  }

  func receive(into buffer: inout MutableSpan<UInt8>) throws -> Int? {
    try socket!.receive(into: &buffer)
  }

  /// Makes SO_RCVBUF as small as the system allows (socket(7)).
  func shrinkReceiveBuffer() throws {
    var size: Int32 = 1
    guard unsafe setsockopt(raw, SOL_SOCKET, SO_RCVBUF, &size, 4) == 0 else {
      throw SystemError(call: "setsockopt", code: errno)
    }
  }

  /// Closes the socket.
  mutating func close() {
    socket = nil
  }

  private static var timeout: TestFailure {
    TestFailure("nothing came in time", file: #fileID, line: #line)
  }
}
