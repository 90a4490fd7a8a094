import Glibc
import Reactor

/// A client that speaks TCP alone: for what is no TLS, and for handshakes that never end. As patient as
/// `TestClient`.
package final class RawClient {
  private var wire: TestWire

  /// Connects.
  package init(_ address: SocketAddress) throws {
    wire = try TestWire(address)
  }

  /// Sends bytes as they are.
  package func send(_ bytes: [UInt8]) throws {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var sent = 0
    while sent < bytes.count {
      if let count = try wire.send(bytes.span.extracting(droppingFirst: sent)) {
        sent += count
      } else {
        try wire.wait(.writable, deadline)
      }
    }
  }

  /// All bytes that still come before the server closes the connection or breaks it.
  package func readToEnd() throws -> [UInt8] {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var span = buffer.mutableSpan
      do {
        guard let count = try wire.receive(into: &span) else {
          try wire.wait(.readable, deadline)
          continue
        }
        if count == 0 { return all }
        all += buffer[..<count]
      } catch let error as SystemError where error.code == ECONNRESET {
        return all
      }
    }
  }

  /// Closes the socket.
  package func cut() {
    wire.close()
  }
}
