import ChatClient
import Reactor
import TLS
import TestSupport

/// A whole test of a cluster: three nats-servers and three papods to which everything happens, clients that
/// move from one to another, and the checker that is told all. One thread runs it.
package final class ClusterRun {
  let settings: ClusterSettings
  let nodes: ClusterNodes
  let crowd: CrashCrowd
  let alarms: Inbox<Void>
  private(set) var tally = ClusterTally()
  private let tell: (String) -> Void
  private var schedule: ClusterSchedule
  private var contests: [NameContest] = []

  /// - Parameter tell: is given lines now and then that say how far it has come.
  package init(_ settings: ClusterSettings, _ tell: @escaping (String) -> Void) throws {
    self.settings = settings
    self.tell = tell
    schedule = ClusterSchedule(
      seed: settings.seed, clients: settings.clients, fillsDisks: settings.fillsDisks)
    let nodes = try ClusterNodes(settings)
    self.nodes = nodes
    alarms = try Inbox(limit: 1 << 10)
    var turn = 0
    crowd = try CrashCrowd(settings.clients) { name in
      turn += 1
      return (try Self.way(nodes, from: turn % ClusterNodes.papodCount, name), nil)
    }
    crowd.pause = 500
    crowd.hasSeveralServers = true
    try crowd.watch(alarms.descriptor)
  }

  /// Runs all rounds. Throws the first `CrashViolation`, or what kept the test from being one.
  package func run() throws -> ClusterTally {
    try look { nodes.areUp }
    try settle()
    while crowd.tally.rounds < settings.rounds {
      let round = schedule.next()
      let start = Clock.monotonicMilliseconds
      for step in round.steps {
        try look(until: start + step.milliseconds)
        try take(step.action)
      }
      try look(until: start + round.length)
      crowd.tally.rounds += 1
      if round.endsQuiet || crowd.tally.rounds == settings.rounds {
        try settle()
        tell("\(told)")
      }
    }
    try compareRooms()
    try crowd.compareHistory(patience: settings.patience, look: look(until:))
    return told
  }

  /// What is known when it fails: how far it came, everything that was found, and how the servers are.
  package var report: String { "\(told)\n\(crowd.report)\n\(nodes.words)" }

  /// Puts into the test's folder what else is to be looked at when it fails.
  package func keep() { nodes.keep(in: settings.folder) }

  /// Lets everything go on until `condition` holds.
  func look(until condition: () -> Bool) throws {
    repeat {
      try crowd.wait()
      try nodes.look(now: Clock.monotonicMilliseconds)
      if !crowd.isEmpty || nodes.areUp { try crowd.fill() }
      try crowd.hear()
      var cuts: [Void] = []
      alarms.drain(into: &cuts)
      crowd.tally.cuts += cuts.count
      try judgeContests()
    } while !condition()
  }

  /// How a client of that name comes to the papods, this one first.
  static func way(_ nodes: ClusterNodes, from first: Int, _ name: String) throws -> LinkSettings {
    let fronts = nodes.fronts[first...] + nodes.fronts[..<first]
    return try LinkSettings.crowd(fronts.map(\.address), nodes.pins, name)
  }

  private var told: ClusterTally {
    var told = tally
    told.lines = crowd.tally
    told.waits = crowd.waits
    return told
  }

  private func look(until time: Int64) throws {
    try look { Clock.monotonicMilliseconds >= time }
  }

  private func take(_ action: ClusterStep.Action) throws {
    let alarms = alarms
    switch action {
    case .write(let client, let addressee, let padding):
      crowd.write(client, to: addressee, padding: padding)
    case .replace(let client, let isTyped): crowd.replace(client, isTyped: isTyped)
    case .rivals(let one, let other): try contest(one, other)
    case .cut(let papod, let direction, let bytes):
      nodes.fronts[papod].watch(direction, bytes: bytes, isCutting: true) { alarms.post(()) }
    case .begin(let fault):
      if try nodes.begin(fault) { tally.faults[fault.kind, default: 0] += 1 }
    case .end(let fault): try nodes.end(fault)
    }
  }

  /// Mends everything, waits until all is quiet, and lets the checker judge.
  private func settle() throws {
    try nodes.mend()
    nodes.unwatch()
    let late = Clock.monotonicMilliseconds + settings.patience
    try look { contests.isEmpty || Clock.monotonicMilliseconds > late }
    try crowd.settle(crowd.tally.rounds, patience: settings.patience, look: look(until:)) {
      nodes.areUp
    } words: {
      nodes.words
    }
  }

  private func contest(_ one: Int, _ other: Int) throws {
    let name = "d\(tally.rivals)"
    let person = crowd.checker.add(name)
    let rivals = try [one, other].map { papod in
      let front = nodes.fronts[papod].address
      let rival = try crowd.enter(name, as: person, try LinkSettings.crowd([front], nodes.pins, name))
      rival.isRival = true
      return rival
    }
    tally.rivals += 1
    contests.append(NameContest(first: rivals[0], second: rivals[1]))
  }

  private func judgeContests() throws {
    for index in contests.indices.reversed() {
      let contest = contests[index]
      for rival in [contest.first, contest.second] where rival.end == nil { crowd.hear(rival) }
      crowd.listen()
      switch contest.outcome {
      case .open: continue
      case .won(let isFirst):
        tally.winners += 1
        let winner = isFirst ? contest.first : contest.second
        if winner.end == nil { crowd.leave(winner, isTyped: true) }
      case .void: crowd.checker.ended(contest.first.person)
      case .both:
        throw CrashViolation(kind: .doubled, person: contest.first.name, words: "two have the name")
      }
      contests.remove(at: index)
    }
  }
}
