import TLS
import Wire

/// What a `Link` connects to, and how.
package struct LinkSettings: Sendable {
  /// The server.
  package var address: Address
  /// The keys that it may have; none lets no handshake pass, but shows the key.
  package var pins: [PublicKeyPin]
  /// The person's own key, shown to servers that ask for one; without it one enters as a guest.
  package var identity: Credentials?
  /// The name to enter under; where nil, `ClientEvent.nameNeeded` asks for it.
  package var name: Name?
  /// Whether there is somebody to ask for another name where one is refused.
  package var asksAgain: Bool
  /// Whether what was said before we came is asked for.
  package var showsOlder = false
  /// The pauses between attempts.
  package var backoff = Backoff()
  /// How long one address may take to answer, in milliseconds.
  package var connectMilliseconds: Int64 = 10_000
  /// How long the handshake may take, in milliseconds.
  package var handshakeMilliseconds: Int64 = 10_000
  /// Is shown, on the link thread, every line of the server's before the conversation judges it: for tests
  /// that look beneath the events, which have no sequence numbers and nothing that came twice.
  package var witness: (@Sendable (ServerLine) -> Void)?

  /// Settings for this server.
  package init(address: Address, pins: [PublicKeyPin], name: Name?, asksAgain: Bool) {
    self.address = address
    self.pins = pins
    self.name = name
    self.asksAgain = asksAgain
  }
}
