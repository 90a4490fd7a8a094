/// A connection that a listening socket accepted, and whose it is. Frozen, since other modules may take a
/// noncopyable part only out of a frozen type.
@frozen
package struct AcceptedSocket: ~Copyable, Sendable {
  /// The connection; may be taken out.
  package var socket: Socket

  /// The other side's address, as it was when the connection was made.
  package let peer: SocketAddress
}
