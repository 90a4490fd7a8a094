import TLS

/// Whom to believe to be the server: the keys that were given, else the one that is known from before, else
/// those that a trusted server of the same room tells of, else what the person, or `--trust-first`, says to
/// the first one shown.
package struct Trust: Sendable {
  /// What becomes of a server that was never met.
  package enum FirstContact: Sendable {
    /// The person is asked.
    case ask
    /// It is trusted and kept.
    case keep
    /// It is refused.
    case refuse
  }

  /// What to do about a key that none of `pins` is.
  package enum Verdict: Sendable, Equatable {
    /// Ask the person, and `keep` it on yes.
    case ask
    /// `keep` it.
    case keep
    /// Nobody vouches for it, and nobody can be asked.
    case refuse
    /// It is trusted: it has become one of `pins` since the handshake.
    case trusted
    /// Another key was expected: this is the end, with nothing to click past.
    case mismatch(expected: [PublicKeyPin], firstSeen: Day?)
  }

  /// What the trust in the server rests on.
  package enum Standing: Sendable, Equatable {
    /// Keys that were given.
    case pinned
    /// The key that it has shown since that day, in UTC.
    case known(since: Day)
    /// What a trusted server of the same room has told.
    case told
    /// Nothing yet: it was never met.
    case unknown
  }

  /// The server.
  package let address: Address

  /// The keys that were given; none where it is known otherwise, or not yet.
  package let given: [PublicKeyPin]

  /// The keys to connect with: those that were given, with what was told beside them; else the known one and
  /// the one that the server has announced to show next, or two such that were told; none before the first
  /// contact.
  package private(set) var pins: [PublicKeyPin]

  /// The key that the server has announced to show next, where that is kept.
  package private(set) var nextPin: PublicKeyPin?

  /// Where it is kept; nil where it is not.
  let servers: KnownServers?

  private let firstContact: FirstContact
  private var firstSeen: Day?

  /// Trusts these keys alone, whatever is known of the server.
  package init(_ address: Address, pins: [PublicKeyPin]) {
    precondition(!pins.isEmpty, "trusting nobody is no trust")
    self.address = address
    self.pins = pins
    given = pins
    servers = nil
    firstContact = .refuse
  }

  /// Trusts what is known of the server, and on first contact as `firstContact` has it. Throws where the
  /// known servers cannot be read.
  package init(
    _ address: Address, known servers: KnownServers, firstContact: FirstContact
  ) throws(KnownServersError) {
    self.address = address
    self.servers = servers
    self.firstContact = firstContact
    given = []
    let known = try servers.server(at: address)
    pins = known?.pins ?? []
    nextPin = known?.nextPin
    firstSeen = known?.firstSeen
  }

  /// Trusts what a trusted server tells of another one, which is to be kept in `servers`, or nowhere. Where
  /// it is known already, that counts and not what is told; nil where the two have no key in common.
  package init?(told node: ToldNode, known: KnownServer?, in servers: KnownServers?) {
    address = node.address
    self.servers = servers
    firstContact = .refuse
    given = []
    pins = known?.pins ?? node.pins
    nextPin = pins.dropFirst().first
    firstSeen = known?.firstSeen
    guard node.pins.contains(where: pins.contains) else { return nil }
  }

  /// What the trust rests on now.
  package var standing: Standing {
    if let firstSeen { return .known(since: firstSeen) }
    if pins.isEmpty { return .unknown }
    return given.isEmpty ? .told : .pinned
  }

  /// What to do about the key that the server showed, where the handshake refused it.
  package func judge(_ presented: PublicKeyPin) -> Verdict {
    guard !pins.contains(presented) else { return .trusted }
    guard pins.isEmpty else { return .mismatch(expected: pins, firstSeen: firstSeen) }
    return switch firstContact {
    case .ask: .ask
    case .keep: .keep
    case .refuse: .refuse
    }
  }

  /// Trusts the key from now on and writes it down. Throws where that cannot be done; then it is not trusted.
  package mutating func keep(_ pin: PublicKeyPin, on day: Day) throws(KnownServersError) {
    guard pins.isEmpty, let servers else { return }
    try servers.add(KnownServer(address: address, pin: pin, firstSeen: day))
    pins = [pin]
    firstSeen = day
  }

  /// Takes the keys that a trusted server of the same room tells of, one or two: beside those that were
  /// given, else in place of what was told before. What is known stays as it is, since whoever runs one
  /// server has no say in others; false where it has no key in common with what is told.
  package mutating func take(told: [PublicKeyPin]) -> Bool {
    guard firstSeen == nil else { return told.contains(where: pins.contains) }
    guard given.isEmpty else {
      pins = given + told.filter { !given.contains($0) }
      return true
    }
    pins = told
    nextPin = told.dropFirst().first
    return true
  }

  /// We are with a server that we were told of, which is written down with its keys. Does nothing about one
  /// that is known, nor where its key was given or nothing is kept. Throws where it cannot be written down,
  /// with `alreadyKnown` where it has become known by another key meanwhile.
  package mutating func keepTold(on day: Day) throws(KnownServersError) {
    guard let servers, standing == .told else { return }
    try servers.add(KnownServer(address: address, pin: pins[0], nextPin: nextPin, firstSeen: day))
    firstSeen = day
  }

  /// Keeps the key that the server has announced to show next beside today's, or, with nil, forgets the one
  /// that was kept. To be called with what came over a connection to one of `pins`. Answers whether that
  /// changed anything, which it never does where the keys were given. Throws where it cannot be written down;
  /// then nothing has changed.
  package mutating func keepNext(_ pin: PublicKeyPin?) throws(KnownServersError) -> Bool {
    guard given.isEmpty, let today = pins.first else { return false }
    let next = pin == today ? nil : pin
    guard next != nextPin else { return false }
    try servers?.setNext(next, of: address, knownBy: today)
    nextPin = next
    pins = [today] + (next.map { [$0] } ?? [])
    return true
  }

  /// A connection has come about with this key. Where it is the one that was announced, it takes the place of
  /// the old one, which is trusted no longer. Answers whether it did. Throws where that cannot be written
  /// down; then nothing has changed.
  package mutating func meet(_ pin: PublicKeyPin) throws(KnownServersError) -> Bool {
    guard pin == nextPin else { return false }
    try servers?.advance(address, to: pin)
    nextPin = nil
    pins = [pin]
    return true
  }
}
