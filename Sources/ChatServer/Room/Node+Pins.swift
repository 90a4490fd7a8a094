import Journal
import TLS

extension Node {
  /// A node with that key, and the one that is to follow it, if any.
  init(address: [UInt8], _ pin: PublicKeyPin, next: PublicKeyPin?, lease: Int64) {
    let pins = [pin, next].compactMap { $0.flatMap { PersonKey($0) } }
    self.init(address: address, pins: pins, lease: lease)
  }
}
