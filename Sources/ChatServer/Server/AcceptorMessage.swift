import Reactor

/// What the I/O threads tell the acceptor.
enum AcceptorMessage: Sendable {
  /// A connection from this address has ended; nil where it had a place.
  case ended(IPAddress, Surplus?)
}
