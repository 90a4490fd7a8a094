import ChatServer
import Glibc
import Reactor

/// The lines that programs read: where the server listens, its pin, and how to join.
enum StartLines {
  static func text(for server: Server) -> String {
    let addresses = server.addresses.map { "listening on \($0)\n" }.joined()
    return addresses + """
      pin \(server.pin)
      join with: papo \(host(server.addresses)) --pin \(server.pin)
      """
  }

  static func print(_ text: String) {
    Swift.print(text)
    // Whoever reads them through a pipe waits for them.
    fflush(nil)
  }

  /// The address under which others reach us, with the port where it is not the protocol's own. An IPv6
  /// socket takes no IPv4, so the family stays.
  private static func host(_ addresses: [SocketAddress]) -> String {
    guard let first = addresses.first else { return "localhost" }
    let isAny = first == .anyIPv4(port: first.port) || first == .anyIPv6(port: first.port)
    let isIPv4 = first.ipAddress.isIPv4
    let ours = IPAddress.ofThisMachine().filter { $0.isIPv4 == isIPv4 && !$0.isLinkLocal }
    let reachable = isAny ? ours.first { !$0.isLoopback } ?? ours.first ?? first.ipAddress : first.ipAddress
    let hasOwnPort = first.port == Serve.defaultPort
    return hasOwnPort ? "\(reachable)" : "\(SocketAddress(reachable, port: first.port))"
  }
}
