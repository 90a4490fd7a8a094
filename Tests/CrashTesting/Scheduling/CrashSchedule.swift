import TestSupport

/// Makes up the rounds: the same from the same seed, whatever becomes of them.
package struct CrashSchedule: Sendable {
  /// Every so many rounds end quiet.
  package static let quietRounds = 10

  private let clients: Int
  private let killsServer: Bool
  private var random: SeededRandom
  private var held: [Int] = []
  private var rounds = 0

  /// - Parameters:
  ///   - clients: how many there are, 2 at the least.
  ///   - killsServer: whether the server is killed and stopped too, which only a journal on a disk survives.
  package init(seed: UInt64, clients: Int, killsServer: Bool) {
    precondition(clients >= 2, "nobody to talk to")
    self.clients = clients
    self.killsServer = killsServer
    random = SeededRandom(seed: seed)
  }

  /// The next round.
  package mutating func next() -> CrashRound {
    rounds += 1
    let length = Int64(below(100) + 20)
    let gathers = once(in: 2)
    var steps: [CrashStep] = []
    for client in 0..<clients { write(client, length, &steps) }
    if once(in: 8) {
      add(.replace(client: below(clients), isTyped: once(in: 2)), length, &steps)
    }
    hold(length, &steps)
    fault(length, &steps)
    // The order of making is the order among those of one time.
    let sorted = steps.enumerated().sorted {
      ($0.element.milliseconds, $0.offset) < ($1.element.milliseconds, $1.offset)
    }
    return CrashRound(
      gathers: gathers, steps: sorted.map(\.element), length: length,
      endsQuiet: rounds % Self.quietRounds == 0)
  }

  private mutating func write(_ client: Int, _ length: Int64, _ steps: inout [CrashStep]) {
    if once(in: 3) { return }
    for _ in 0..<(once(in: 40) ? 30 : below(4) + 1) {
      let other = (client + 1 + below(clients - 1)) % clients
      let padding = once(in: 20) ? below(3_000) : below(20)
      let addressee = once(in: 4) ? other : nil
      add(.write(client: client, addressee: addressee, padding: padding), length, &steps)
    }
  }

  private mutating func hold(_ length: Int64, _ steps: inout [CrashStep]) {
    for client in held where once(in: 3) {
      held.removeAll { $0 == client }
      add(.release(client: client), length, &steps)
    }
    let client = below(clients)
    guard once(in: 5), held.count < 3, !held.contains(client) else { return }
    // At the beginning: its release is of a later round.
    held.append(client)
    steps.append(CrashStep(milliseconds: 0, action: .hold(client: client)))
  }

  private mutating func fault(_ length: Int64, _ steps: inout [CrashStep]) {
    let chance = killsServer ? below(100) : below(35)
    switch chance {
    case ..<5: break
    case ..<35: cut(length, &steps)
    case ..<55: add(.kill(pause: pause()), length, &steps)
    case ..<70:
      cut(length, &steps)
      add(.kill(pause: pause()), length, &steps)
    case ..<82:
      let client = below(clients)
      let (direction, bytes) = place()
      add(
        .killAfter(client: client, direction: direction, bytes: bytes, pause: pause()), length, &steps)
    case ..<93:
      let first = Int64(below(Int(length)))
      steps.append(CrashStep(milliseconds: first, action: .kill(pause: 0)))
      // While it recovers, or soon after.
      steps.append(CrashStep(milliseconds: first + Int64(below(40)), action: .kill(pause: pause())))
    default: add(.stop(pause: pause()), length, &steps)
    }
  }

  private mutating func cut(_ length: Int64, _ steps: inout [CrashStep]) {
    for _ in 0...below(clients / 2 + 1) {
      let client = below(clients)
      let (direction, bytes) = place()
      add(.cut(client: client, direction: direction, bytes: bytes), length, &steps)
    }
  }

  /// From a byte to what a large catching up takes, each size as likely as its half: most records are small.
  private mutating func place() -> (RelayDirection, Int) {
    (once(in: 2) ? .toServer : .toClient, below(1 << (below(14) + 1)) + 1)
  }

  private mutating func pause() -> Int64 { once(in: 2) ? 0 : Int64(below(150)) }

  private mutating func add(_ action: CrashStep.Action, _ length: Int64, _ steps: inout [CrashStep]) {
    steps.append(CrashStep(milliseconds: Int64(below(Int(length))), action: action))
  }

  private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func once(in chances: Int) -> Bool { below(chances) == 0 }
}
