import Reactor
import TLS

/// One TCP connection with the TLS session on it; its load thread's.
final class LoadStream {
  // The session goes before the socket that it writes to.
  let session: TLSConnection
  let socket: Socket

  /// A connection on its way.
  init(_ context: TLSContext, to address: SocketAddress, from source: IPAddress?) throws {
    let socket = try Socket.connecting(to: address, from: source)
    session = try TLSConnection(context, fileDescriptor: socket.raw)
    self.socket = socket
  }

  /// Writes what can be written now, as `TLSConnection.write` does.
  func write(_ bytes: [UInt8]) throws(TLSError) -> TLSProgress { try session.write(bytes.span) }
}
