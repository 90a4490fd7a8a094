/// A server of a room that several share, as it tells the others of itself. Which one it is, the writer of
/// the entry says.
package struct Node: Sendable, Equatable {
  /// Bytes of an address at the most.
  package static let maximumAddressBytes = 128
  /// Keys at the most: today's, and the one that is announced.
  package static let maximumPins = 2
  /// The longest lease, in milliseconds: an hour. Who is gone without a word is taken for here so long.
  package static let maximumLease: Int64 = 3_600_000

  /// HOST:PORT or [IPV6]:PORT, as clients reach it.
  package let address: [UInt8]
  /// What its key is known by, and then the key that it has announced to have next, if any.
  package let pins: [PersonKey]
  /// For how many milliseconds after this it can be taken for alive.
  package let lease: Int64

  /// A node, which counts only within its limits.
  package init(address: [UInt8], pins: [PersonKey], lease: Int64) {
    self.address = address
    self.pins = pins
    self.lease = lease
  }

  /// Whether a roster may let it count: an address, one or two keys, a lease.
  package var isWithinLimits: Bool {
    (1...Self.maximumAddressBytes).contains(address.count) && (1...Self.maximumPins).contains(pins.count)
      && (1...Self.maximumLease).contains(lease)
  }
}
