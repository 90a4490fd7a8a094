import TLS
import Wire

/// What a `Link` connects to, and how.
package struct LinkSettings: Sendable {
  /// The servers, each address once, in the order in which they are tried. At least one.
  package var nodes: [LinkNode]
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
  /// How long either may take while another server waits for its turn, in milliseconds: one that is gone is
  /// not to hold us up.
  package var hurriedMilliseconds: Int64 = 3_000
  /// Is shown, on the link thread, every line of the server's before the conversation judges it: for tests
  /// that look beneath the events, which have no sequence numbers and nothing that came twice.
  package var witness: (@Sendable (ServerLine) -> Void)?

  /// Settings for these servers.
  package init(nodes: [LinkNode], name: Name?, asksAgain: Bool) {
    self.nodes = nodes
    self.name = name
    self.asksAgain = asksAgain
  }

  /// Settings for this server alone, which may have these keys.
  package init(address: Address, pins: [PublicKeyPin], name: Name?, asksAgain: Bool) {
    self.init(nodes: [LinkNode(address: address, pins: pins)], name: name, asksAgain: asksAgain)
  }
}
