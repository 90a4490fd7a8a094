import TLS

/// A server that a `Link` may connect to.
package struct LinkNode: Sendable, Equatable {
  /// Where it is.
  package let address: Address

  /// The keys that it may have; none lets no handshake pass, but shows the key.
  package let pins: [PublicKeyPin]

  /// The key that it has announced before, so that it is told only of another one.
  package let nextPin: PublicKeyPin?

  /// A server with these keys.
  package init(address: Address, pins: [PublicKeyPin], nextPin: PublicKeyPin? = nil) {
    self.address = address
    self.pins = pins
    self.nextPin = nextPin
  }
}
