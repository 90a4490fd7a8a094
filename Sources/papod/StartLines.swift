import ChatServer
import Glibc
import Reactor

/// The lines that programs read: where the server listens, its pin, and how to join.
enum StartLines {
  static func print(for server: Server) {
    for address in server.addresses { Swift.print("listening on \(address)") }
    Swift.print("pin \(server.pin)")
    Swift.print("join with: papo \(host(server.addresses)) --pin \(server.pin)")
    // Whoever reads them through a pipe waits for them.
    fflush(nil)
  }

  /// The address under which others reach us, with the port where it is not the protocol's own.
  private static func host(_ addresses: [SocketAddress]) -> String {
    guard let first = addresses.first else { return "localhost" }
    let isAny = first == .anyIPv4(port: first.port) || first == .anyIPv6(port: first.port)
    let ours = IPAddress.ofThisMachine().first { !$0.isLoopback && !$0.isLinkLocal && $0.isIPv4 }
    let reachable = isAny ? ours ?? SocketAddress.loopback(port: 0).ipAddress : first.ipAddress
    let address = SocketAddress(reachable, port: first.port)
    return first.port == Serve.defaultPort && reachable.isIPv4 ? "\(reachable)" : "\(address)"
  }
}
