import Reactor
import TestSupport

/// A client and a server without any protocol, with a relay between them.
final class RelayedPair {
  let listener: Socket
  let relay: TestRelay
  private var client: Socket
  private var server: Socket

  init() throws {
    ProcessLimits.ignoreBrokenPipe()
    listener = try Socket.listening(on: .loopback(port: 0))
    relay = try TestRelay(to: try listener.localAddress())
    let pair = try Socket.pair()
    client = pair.first
    server = pair.second
  }

  /// A new connection in place of the present one.
  func connect() throws {
    client = try Socket.connecting(to: relay.address)
    try TestClock.wait("connected") {
      guard let connection = try listener.accept() else { return false }
      server = connection.socket
      return true
    }
  }

  func send(_ count: Int, _ direction: RelayDirection) throws {
    let bytes = [UInt8](repeating: 0x61, count: count)
    if direction == .toServer { try Self.send(bytes, client) } else { try Self.send(bytes, server) }
  }

  /// How many bytes come, up to `count`, or to the end where nil.
  func received(_ direction: RelayDirection, _ count: Int?) throws -> Int {
    if direction == .toServer { return try Self.received(server, count) }
    return try Self.received(client, count)
  }

  /// Whether nothing has come.
  func isEmpty(_ direction: RelayDirection) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1)
    var span = buffer.mutableSpan
    if direction == .toServer { return try server.receive(into: &span) == nil }
    return try client.receive(into: &span) == nil
  }

  static func received(_ socket: borrowing Socket, _ count: Int?) throws -> Int {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var received = 0
    var isOver = false
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while !isOver, count.map({ received < $0 }) ?? true {
      guard Clock.monotonicMilliseconds < deadline else {
        throw TestFailure("\(received) bytes came", file: #fileID, line: #line)
      }
      do {
        var span = buffer.mutableSpan
        if let more = try socket.receive(into: &span) {
          received += more
          isOver = more == 0
        } else {
          TestClock.tick()
        }
      } catch {
        // A reset is an end as well.
        isOver = true
      }
    }
    return received
  }

  private static func send(_ bytes: [UInt8], _ socket: borrowing Socket) throws {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var sent = 0
    while sent < bytes.count {
      guard Clock.monotonicMilliseconds < deadline else {
        throw TestFailure("\(sent) bytes went", file: #fileID, line: #line)
      }
      if let count = try socket.send(bytes.span.extracting(droppingFirst: sent)) {
        sent += count
      } else {
        TestClock.tick()
      }
    }
  }
}
