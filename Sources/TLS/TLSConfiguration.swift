import CTLS

/// What a `TLSContext` is made from. `server` and `client` are what papod and papo use; everything else is
/// there for clients that tests need.
package struct TLSConfiguration: Sendable {
  /// Which end of the handshake.
  package enum Role: Sendable {
    case server, client
  }

  /// A version of the protocol, by its number on the wire (RFC 8446, 4.1.2).
  package enum Version: Int32, Sendable {
    case tls12 = 0x0303
    case tls13 = 0x0304
  }

  /// The ALPN name of the numbered dialect.
  package static let numberedProtocol = "papo/1"

  /// Which end of the handshake.
  package var role: Role

  /// The own certificate and key; a server must have them.
  package var credentials: Credentials?

  /// The ALPN names in order of preference, each of 1 to 255 bytes. A client offers them and fails unless the
  /// server chose one. A server refuses a client that offers others only; where the list is empty it leaves
  /// ALPN unanswered.
  package var applicationProtocols: [String]

  /// A client's servers, by key. A server accepts any client's key, and tells which one it was.
  package var trustedPins: [PublicKeyPin] = []

  /// KeyUpdates in a minute that a peer may send where nothing else is said.
  package static let standardKeyUpdatesPerMinute = 8

  /// KeyUpdates that the peer may send within a minute, from 1 to 65,535; one more is `.tooManyKeyUpdates`.
  /// Session tickets count as well.
  package var keyUpdatesPerMinute = standardKeyUpdatesPerMinute

  /// The lowest version spoken. Tests alone go below 1.3.
  package var minimumVersion = Version.tls13

  /// The highest version spoken.
  package var maximumVersion = Version.tls13

  /// Whether a client takes whatever server answers, so that a man in the middle would be one. For tests.
  package var dangerouslyAcceptsAnyKey = false

  /// As `TLSContext.server`.
  package static func server(_ credentials: Credentials) -> TLSConfiguration {
    TLSConfiguration(role: .server, credentials: credentials, applicationProtocols: [numberedProtocol])
  }

  /// As `TLSContext.client`.
  package static func client(
    trusting pins: [PublicKeyPin], identity: Credentials? = nil
  ) -> TLSConfiguration {
    TLSConfiguration(
      role: .client, credentials: identity, applicationProtocols: [numberedProtocol], trustedPins: pins)
  }
}
