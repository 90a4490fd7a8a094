import Journal
import TLS

extension PersonKey {
  init?(_ pin: PublicKeyPin) { self.init(pin.bytes) }

  /// As it stands on the wire (`PublicKeyPin`).
  var pin: String { PublicKeyPin.text(of: bytes) }
}
