import TLS

/// The servers through which the room can be reached, and whom to believe to be each of them: those that were
/// given, in their order, then those that a trusted one tells of, then those that it has told of before.
///
/// What is told holds for this process. It changes nothing about a server that is known from elsewhere, nor
/// does it take a key away that was given; where all that were given came with their keys, it is written down
/// nowhere.
package struct Nodes: Sendable {
  /// The most servers that can be given.
  package static let maximumGiven = 16

  /// The most that were told of before, and are not any more, which are tried last of all.
  package static let maximumFormer = 16

  /// All of them, in the order in which they are tried. Never empty.
  package private(set) var trusts: [Trust]

  /// Which of them what follows is about: the one that we are at, or that shows its key. It may have gone
  /// from `trusts` meanwhile.
  package private(set) var facing: Address

  private let given: Set<Address>
  private let servers: KnownServers?
  /// Those of `trusts` that were told of before, and are not any more.
  private var former: Set<Address> = []
  /// What servers call themselves that we reach by another address: two names of one server are not two
  /// servers.
  private var aliases: [Address: Address] = [:]

  /// The servers that were given, each once; at least one. Those that are told of are kept where these are.
  package init(_ trusts: [Trust]) {
    precondition(!trusts.isEmpty, "a room without a server")
    self.trusts = trusts
    facing = trusts[0].address
    given = Set(trusts.map(\.address))
    servers = trusts.lazy.compactMap(\.servers).first
  }

  /// The one that `facing` says; where that has gone, the first.
  package var present: Trust {
    get { trusts[index(of: facing) ?? 0] }
    set {
      guard let index = index(of: newValue.address) else { return }
      trusts[index] = newValue
    }
  }

  /// Whether the one that `facing` says is among `trusts`.
  package var isFacingOne: Bool { index(of: facing) != nil }

  /// Those that were given, and those that are told of now, in the order of `trusts`.
  package var serving: [Trust] { trusts.filter { !former.contains($0.address) } }

  /// What the link is to know.
  package var links: [LinkNode] {
    trusts.map { LinkNode(address: $0.address, pins: $0.pins, nextPin: $0.nextPin) }
  }

  /// What follows is about this one.
  mutating func face(_ address: Address) { facing = address }

  /// A told server is used no more. Does nothing about one that was given.
  mutating func remove(_ address: Address) {
    guard !given.contains(address) else { return }
    trusts.removeAll { $0.address == address }
  }

  /// Takes what the server that we are at tells. Answers which of the others are known by other keys: such a
  /// one is not added, and where it is there already, the known keys alone will do. Throws where the known
  /// servers cannot be read; then nothing has changed.
  mutating func take(_ told: ToldNodes) throws(KnownServersError) -> [Address] {
    let known = try servers?.all() ?? []
    if let name = told.teller?.address { learn(name: name) }
    var conflicts: [Address] = []
    var present: [Trust] = []
    for node in told.others {
      let address = aliases[node.address] ?? node.address
      guard address != facing, !present.contains(where: { $0.address == address }) else { continue }
      if let index = index(of: address) {
        if !trusts[index].take(told: node.pins) { conflicts.append(address) }
        if !given.contains(address) { present.append(trusts[index]) }
        continue
      }
      let record = known.first { $0.address == address }
      guard let trust = Trust(told: node, known: record, in: servers) else {
        conflicts.append(address)
        continue
      }
      present.append(trust)
    }
    put(present)
    return conflicts
  }

  /// The server that we are at calls itself so.
  private mutating func learn(name: Address) {
    aliases = aliases.filter { $0.value != facing }
    if index(of: name) == nil { aliases[name] = facing }
  }

  /// Puts the told ones behind those that were given, and those behind them that were told of before.
  private mutating func put(_ told: [Trust]) {
    let isOurs = { [facing] (trust: Trust) in trust.address == facing }
    let others = trusts.filter { !given.contains($0.address) }
    let present = others.filter(isOurs) + told
    let gone = others.filter { old in !present.contains { $0.address == old.address } }
      .prefix(Self.maximumFormer)
    former = Set(gone.map(\.address))
    trusts.removeAll { !given.contains($0.address) }
    trusts += present + gone
  }

  private func index(of address: Address) -> Int? { trusts.firstIndex { $0.address == address } }
}
