import Journal
import Reactor
import TLS

/// What the other threads hand to an I/O thread.
enum Delivery: Sendable {
  /// An accepted socket, whose ownership passes on; the descriptor is closed by whoever takes the delivery.
  case accepted(descriptor: Int32, peer: SocketAddress, surplus: Surplus?)
  /// The next batch of the log.
  case batch(Batch)
  /// The session that the connection takes up is a device of this owner: told before the batch that lets it
  /// catch up.
  case owner(ConnectionID, SessionID)
  /// What a returning session missed; nil where the journal cannot be read.
  case missed(ConnectionID, MissedPart?)
  /// What the handshakes of connections to come are made with.
  case context(TLSContext)
  /// Everything has been said: flush until this time of the monotonic clock, in milliseconds, then end.
  case stop(deadline: Int64)
}
