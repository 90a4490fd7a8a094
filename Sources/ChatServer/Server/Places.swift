import Reactor

/// How many have a place, in all and by address, and who is given one. Owned by the acceptor.
///
/// Those without a place are not counted, or an address that opened many would take the places of the others
/// with connections that have none. By address means by `AddressBlocks`; there are never more of these than
/// connections.
struct Places {
  struct Count: Equatable {
    var connections = 0
    /// Of these, those that have not entered.
    var unnamed = 0
    /// Of these, those that are shaking hands.
    var handshakes = 0
  }

  private(set) var total = Count()
  private var blocks: [IPAddress: Count] = [:]
  private let limits: Limits

  init(_ limits: Limits) { self.limits = limits }

  /// Whether so many handshakes are under way that no more may begin.
  var areHandshakesFull: Bool { total.handshakes >= limits.maximumHandshakes }

  /// Gives a connection a place, or says why there is none.
  ///
  /// - Parameter isExempt: whether the limits per address do not hold for it.
  mutating func take(from block: IPAddress, isExempt: Bool) -> Surplus? {
    let count = blocks[block] ?? Count()
    if let surplus = surplus(count, isExempt: isExempt) { return surplus }
    change(block) {
      $0.connections += 1
      $0.unnamed += 1
      $0.handshakes += 1
    }
    return nil
  }

  /// The connection's handshake is over.
  mutating func shookHands(_ block: IPAddress) {
    change(block) { $0.handshakes -= 1 }
  }

  /// The connection has entered.
  mutating func entered(_ block: IPAddress) {
    change(block) { $0.unnamed -= 1 }
  }

  /// The connection, which had come as far as `place`, has ended.
  mutating func giveBack(_ place: Place, _ block: IPAddress) {
    if place == .surplus { return }
    change(block) {
      $0.connections -= 1
      if place != .named { $0.unnamed -= 1 }
      if place == .handshaking { $0.handshakes -= 1 }
    }
  }

  private func surplus(_ count: Count, isExempt: Bool) -> Surplus? {
    if total.connections >= limits.maximumClients { return .full }
    if total.unnamed >= limits.maximumUnnamed { return .tooManyUnnamed }
    guard !isExempt else { return nil }
    if count.connections >= limits.maximumClientsPerAddress { return .tooManyFromAddress }
    if count.unnamed >= limits.maximumUnnamedPerAddress { return .tooManyUnnamedFromAddress }
    if count.handshakes >= limits.maximumHandshakesPerAddress { return .tooManyHandshakesFromAddress }
    return nil
  }

  private mutating func change(_ block: IPAddress, _ body: (inout Count) -> Void) {
    body(&total)
    var count = blocks[block] ?? Count()
    body(&count)
    blocks[block] = count.connections > 0 ? count : nil
  }
}
