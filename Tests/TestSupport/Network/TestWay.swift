import Reactor

/// How a client comes to a server, which can be cut and put back. Any thread may use it.
package protocol TestWay: Sendable {
  /// Where the client finds the server.
  var address: SocketAddress { get }

  /// Breaks all connections without a word, and every new one, until `restore`.
  func cut() throws

  /// Takes new connections again.
  func restore() throws

  /// Lets nothing more pass, and tells nobody of it, until `thaw`: what is sent waits.
  func freeze() throws

  /// Passes on what has waited.
  func thaw() throws
}
