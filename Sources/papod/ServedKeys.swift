import Reactor
import TLS

/// What the server shows, and what it says will follow.
struct ServedKeys {
  let credentials: Credentials
  let nextPin: PublicKeyPin?

  var pin: PublicKeyPin { credentials.certificate.pin }

  /// The keys that clients may meet.
  var pins: [PublicKeyPin] { [pin] + (nextPin.map { [$0] } ?? []) }

  var hasExpired: Bool { credentials.certificate.notAfter * 1000 < Clock.wallMilliseconds }
}
