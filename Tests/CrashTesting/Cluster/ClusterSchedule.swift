import TestSupport

/// Makes up the rounds of a cluster's test: the same from the same seed, whatever becomes of them.
package struct ClusterSchedule: Sendable {
  /// Every so many rounds end quiet.
  package static let quietRounds = 6
  /// Faults at once. With two, a majority may be gone: nothing is then acknowledged, and nothing may be lost.
  package static let faultLimit = 2
  /// A server with a full disk may have said that it has what it could not write. So nothing else happens to
  /// any of them until it has caught up: at the end of so many quiet rounds.
  package static let recovery = 2
  /// The longest that a fault lasts, in milliseconds: longer than leases, elections and deadlines.
  package static let longestFault: Int64 = 20_000

  private static let papods = 3
  private static let nats = TestNATSCluster.size

  private let clients: Int
  private let fillsDisks: Bool
  private var random: SeededRandom
  private var rounds = 0
  /// What is wrong, and how long after the next round's beginning that ends.
  private var faults: [(fault: ClusterFault, remaining: Int64)] = []
  /// Quiet rounds until a server whose disk was full has everything again.
  private var recovering = 0

  /// - Parameters:
  ///   - clients: how many there are, 2 at the least.
  ///   - fillsDisks: whether disks can be filled.
  package init(seed: UInt64, clients: Int, fillsDisks: Bool) {
    precondition(clients >= 2, "nobody to talk to")
    self.clients = clients
    self.fillsDisks = fillsDisks
    random = SeededRandom(seed: seed)
  }

  /// The next round.
  package mutating func next() -> ClusterRound {
    rounds += 1
    let length = Int64(below(2_000) + 500)
    var steps: [ClusterStep] = []
    for client in 0..<clients { write(client, length, &steps) }
    if once(in: 4) { add(.replace(client: below(clients), isTyped: once(in: 2)), length, &steps) }
    if once(in: 3) {
      let first = below(Self.papods)
      add(.rivals(first, (first + 1 + below(Self.papods - 1)) % Self.papods), length, &steps)
    }
    if once(in: 2) { cut(length, &steps) }
    let start = mend(length, &steps)
    if faults.count < Self.faultLimit, !once(in: 4) { begin(after: start, length, &steps) }
    let isQuiet = rounds % Self.quietRounds == 0
    if isQuiet {
      faults = []
      recovering = max(0, recovering - 1)
    }
    // The order of making is the order among those of one time.
    let sorted = steps.enumerated().sorted {
      ($0.element.milliseconds, $0.offset) < ($1.element.milliseconds, $1.offset)
    }
    return ClusterRound(steps: sorted.map(\.element), length: length, endsQuiet: isQuiet)
  }

  private mutating func write(_ client: Int, _ length: Int64, _ steps: inout [ClusterStep]) {
    for _ in 0..<(once(in: 40) ? 30 : below(4)) {
      let other = (client + 1 + below(clients - 1)) % clients
      let padding = once(in: 20) ? below(3_000) : below(20)
      add(.write(client: client, addressee: once(in: 4) ? other : nil, padding: padding), length, &steps)
    }
  }

  private mutating func cut(_ length: Int64, _ steps: inout [ClusterStep]) {
    for _ in 0...below(3) {
      let direction: RelayDirection = once(in: 2) ? .toServer : .toClient
      // Each size as likely as its half: most records are small.
      let bytes = below(1 << (below(14) + 1)) + 1
      add(.cut(papod: below(Self.papods), direction: direction, bytes: bytes), length, &steps)
    }
  }

  /// Ends what is over in this round, and says when the last of it is.
  private mutating func mend(_ length: Int64, _ steps: inout [ClusterStep]) -> Int64 {
    let over = faults.filter { $0.remaining < length }
    for (fault, remaining) in over {
      steps.append(ClusterStep(milliseconds: remaining, action: .end(fault)))
    }
    faults = faults.filter { $0.remaining >= length }.map { ($0.fault, $0.remaining - length) }
    return over.map(\.remaining).max() ?? -1
  }

  private mutating func begin(after time: Int64, _ length: Int64, _ steps: inout [ClusterStep]) {
    let fault = fault()
    let hasSame = faults.contains {
      $0.fault == fault || $0.fault.subject != nil && $0.fault.subject == fault.subject
    }
    let isAll = fault == .everything || faults.contains { $0.fault == .everything }
    guard !hasSame, !isAll || faults.isEmpty else { return }
    let isFull = if case .diskFull = fault { true } else { false }
    guard !fault.isOfServers || recovering == 0 else { return }
    guard !isFull || !faults.contains(where: \.fault.isOfServers) else { return }
    guard time + 1 < length else { return }
    if isFull { recovering = Self.recovery }
    let start = time + 1 + Int64(below(Int(length - time - 1)))
    // As often short as long.
    let longest = [300, 2_000, 8_000, Self.longestFault][below(4)]
    let end = start + Int64(below(Int(longest))) + 1
    steps.append(ClusterStep(milliseconds: start, action: .begin(fault)))
    if end < length {
      steps.append(ClusterStep(milliseconds: end, action: .end(fault)))
    } else {
      faults.append((fault, end - length))
    }
  }

  private mutating func fault() -> ClusterFault {
    let (papod, nats) = (below(Self.papods), below(Self.nats))
    let other = (nats + 1 + below(Self.nats - 1)) % Self.nats
    switch below(fillsDisks ? 13 : 12) {
    case 0: return .papodKilled(papod)
    case 1: return .papodStopped(papod)
    case 2: return .papodPaused(papod)
    case 3: return .natsKilled(nats)
    case 4: return .natsPaused(nats)
    case 5: return .clientsCut(papod: papod)
    case 6: return .wayCut(papod: papod, nats: nats)
    case 7: return .wayFrozen(papod: papod, nats: nats)
    case 8: return .parted(nats, other)
    case 9: return .frozen(nats, other)
    case 10: return .isolated(nats)
    case 11: return .everything
    default: return .diskFull(nats)
    }
  }

  private mutating func add(_ action: ClusterStep.Action, _ length: Int64, _ steps: inout [ClusterStep]) {
    steps.append(ClusterStep(milliseconds: Int64(below(Int(length))), action: action))
  }

  private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func once(in chances: Int) -> Bool { below(chances) == 0 }
}
