import ChatServer
import Glibc
import Invitation
import Reactor
import TLS

/// The lines that programs read: where the server listens, its pin, and how to join.
enum StartLines {
  static func text(for server: Server, _ keys: ServedKeys) -> String {
    let addresses = server.addresses.map { "listening on \($0)\n" }.joined()
    let place = place(server.addresses)
    // The last one is what whoever waits for all of them waits for.
    return addresses + """
      pin \(keys.pin)
      aloud \(SpokenPin(keys.pin))
      link \(ServerLink(address: "\(place)", pins: keys.pins))
      join with: papo \(short(place)) --pin \(keys.pin)
      """
  }

  static func print(_ text: String) {
    Swift.print(text)
    // Whoever reads them through a pipe waits for them.
    fflush(nil)
  }

  /// The address under which others reach us. An IPv6 socket takes no IPv4, so the family stays.
  private static func place(_ addresses: [SocketAddress]) -> SocketAddress {
    guard let first = addresses.first else { return .loopback(port: Serve.defaultPort) }
    let isAny = first == .anyIPv4(port: first.port) || first == .anyIPv6(port: first.port)
    let isIPv4 = first.ipAddress.isIPv4
    let ours = IPAddress.ofThisMachine().filter { $0.isIPv4 == isIPv4 && !$0.isLinkLocal }
    let reachable = isAny ? ours.first { !$0.isLoopback } ?? ours.first ?? first.ipAddress : first.ipAddress
    return SocketAddress(reachable, port: first.port)
  }

  /// An address with its port where that is not the protocol's own.
  private static func short(_ place: SocketAddress) -> String {
    place.port == Serve.defaultPort ? "\(place.ipAddress)" : "\(place)"
  }
}
