import Reactor

extension SocketAddress {
  /// Where others reach who listens on these: the first of them, or, where that is all of this machine's, one
  /// of these. An IPv6 socket takes no IPv4, so the family stays.
  ///
  /// - Parameter listening: one at the least.
  static func reachable(among listening: [SocketAddress]) -> SocketAddress {
    let first = listening[0]
    guard first == .anyIPv4(port: first.port) || first == .anyIPv6(port: first.port) else { return first }
    let isIPv4 = first.ipAddress.isIPv4
    let ours = IPAddress.ofThisMachine().filter { $0.isIPv4 == isIPv4 && !$0.isLinkLocal }
    let reachable = ours.first { !$0.isLoopback } ?? ours.first ?? first.ipAddress
    return SocketAddress(reachable, port: first.port)
  }
}
