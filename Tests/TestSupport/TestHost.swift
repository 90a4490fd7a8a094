import Reactor
import TLS

/// Where clients of a test can go.
package protocol TestHost {
  /// Where it listens.
  var address: SocketAddress { get }
  /// The pin of the key that it was started with.
  var pin: PublicKeyPin { get }
}
