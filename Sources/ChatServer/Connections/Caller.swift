import Journal
import Reactor
import TLS

/// Who is at the other end of a connection, as far as TCP and TLS tell. Shared by all who know it.
package final class Caller: Sendable, CustomStringConvertible {
  /// Where the connection comes from.
  package let address: SocketAddress
  /// The key that it has proved to hold, of a numbered client that showed one; nil before the handshake.
  package let key: PublicKeyPin?

  /// Of a connection from there.
  package init(_ address: SocketAddress, key: PublicKeyPin? = nil) {
    self.address = address
    self.key = key
  }

  /// The same as the journal has it.
  var personKey: PersonKey? { key.flatMap { PersonKey($0) } }

  /// The address, for the log.
  package var description: String { address.description }
}
