import Reactor

/// Which addresses count as one where something is counted by address.
///
/// An IPv4 address counts by itself. Of IPv6 a single machine may take any address of its network's 64 bits
/// (RFC 4291, 2.5.1), so that network counts as one; but for networks that this machine is in itself: their
/// addresses are its neighbours, who must not pay for each other, and who could take each other's IPv4
/// addresses as well.
struct AddressBlocks: Sendable {
  private let neighbours: Set<IPAddress>

  /// - Parameter own: this machine's addresses.
  init(own: [IPAddress]) {
    neighbours = Set(own.map(\.network))
  }

  /// What the address is counted as.
  func block(of address: IPAddress) -> IPAddress {
    if address.isIPv4 || address.isLinkLocal { return address }
    let network = address.network
    return neighbours.contains(network) ? address : network
  }
}
