import ChatLoad
import Reactor
import TestSupport

/// People who are in the room and never read what comes.
struct SilentAttack: Attack {
  let name = "silent"
  let deed = "one in ten of a thousand people never reads, while 50 messages a second come"

  /// A second run, with as many people of whom all read, is measured beside each.
  private struct Scale {
    var people = 1_000
    var seconds = 20.0
    /// So that what comes in some seconds is more than the systems between keep of it.
    var textBytes = 400
    var rounds = 5

    var silent: Int { people / 10 }
  }

  private struct Run {
    var result: RunResult
    /// Of the silent: before the messages ended, and in all.
    var cutMeanwhile: Int
    var cut: Int

    var p99: Double { result.latency?.p99 ?? .infinity }
    var peakKibibytes: Double { result.peakKibibytes ?? 0 }
    var processorMicroseconds: Double { result.serverMicrosecondsPerUnit ?? 0 }
  }

  func run(_ report: inout AttackReport) throws {
    let scale = report.isShort ? Scale(people: 200, seconds: 3, textBytes: 4_000, rounds: 1) : Scale()
    var (reading, silent): ([Run], [Run]) = ([], [])
    for round in 0..<scale.rounds {
      // In a short run there is nothing to compare.
      for reads in report.isShort ? [false] : [round % 2 == 0, round % 2 != 0] {
        let run = try Self.measure(scale, reads: reads)
        if reads { reading.append(run) } else { silent.append(run) }
      }
    }
    let faults = (reading + silent).count(where: { !$0.result.isClean })
    report.check("runs in which somebody else missed something", faults, is: 0)
    report.check(
      "of the silent ended as slow, in each run", "\(silent.map(\.cut))", goal: "all \(scale.silent)",
      silent.allSatisfy { $0.cut == scale.silent })
    report.show("of these before the last message", "\(silent.map(\.cutMeanwhile))")
    if !report.isShort { Self.compare(silent, with: reading, &report) }
  }

  /// What the others feel. Each run is compared with the one that ran next to it, since the machine's other
  /// work comes and goes.
  private static func compare(_ silent: [Run], with reading: [Run], _ report: inout AttackReport) {
    let (calm, harmed) = (median(reading.map(\.p99)), median(silent.map(\.p99)))
    report.show("p99 of a delivery where all read", "\((calm / 1_000).rounded(to: 2)) ms")
    report.show("the same where one in ten does not", "\((harmed / 1_000).rounded(to: 2)) ms")
    let more = zip(silent, reading).map { ($0.p99 / $1.p99 - 1) * 100 }
    report.cost(
      "more than in the run beside it, median of \(more.map { $0.rounded(to: 0) })",
      "\(median(more).rounded(to: 1)) %", goal: "10 % at the most", median(more) <= 10)
    let (spent, least) = (silent.map(\.processorMicroseconds), reading.map(\.processorMicroseconds))
    report.show("processor time a delivery where all read", "\(median(least).rounded(to: 2)) µs")
    report.show("the same where one in ten does not", "\(median(spent).rounded(to: 2)) µs")
    let memory = median(silent.map(\.peakKibibytes)) - median(reading.map(\.peakKibibytes))
    // What both rings may hold for slower readers.
    report.cost(
      "memory more at its peak", "\((memory / 1_024).rounded(to: 1)) MiB", goal: "32 MiB at the most",
      memory <= 32_768)
  }

  /// A tenth of the people reads or does not, the others hear what is said.
  private static func measure(_ scale: Scale, reads: Bool) throws -> Run {
    let target = try Target()
    let siege = try hold(scale.silent, in: target, reads: reads)
    var load = Load(
      mode: .paced, language: .plain, receivers: scale.people - scale.silent - 1, seconds: scale.seconds)
    load.senders = 1
    load.rate = 50
    load.textBytes = scale.textBytes
    var settings = LoadSettings(load: load, address: target.address)
    settings.processes = [target.papod.id]
    let result = try Conductor.run(settings, RunWitness(progress: { _ in }, complaint: { _ in }))
    let meanwhile = try countCut(target)
    // A write that makes no progress has 10 s, however long the messages go on.
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while !reads, try countCut(target) < scale.silent, Clock.monotonicMilliseconds < deadline {
      TestClock.tick()
    }
    let cut = try countCut(target)
    try siege.end()
    return Run(result: result, cutMeanwhile: meanwhile, cut: cut)
  }

  private static func countCut(_ target: Target) throws -> Int {
    try target.log.count("reason=slow", "name=crowd")
  }

  /// So many who are in the room when it comes back.
  private static func hold(_ count: Int, in target: Target, reads: Bool) throws -> Siege<Void> {
    let (address, configuration) = (target.address, target.configuration())
    let isReady = try SiegeEnd()
    let siege = try Siege { end in
      let clients = try (0..<count).map { number in
        let client = try TestClient(address, configuration, isNarrow: true)
        try client.send("crowd\(number)")
        try client.readLines(through: { $0.hasPrefix("* Hello, crowd\(number)!") })
        return client
      }
      isReady.set()
      repeat {
        for client in clients where reads { while try client.readSome(atMost: 16_384) {} }
      } while try !end.wait(until: Clock.monotonicMilliseconds + 20)
    }
    while try !isReady.wait(until: Clock.monotonicMilliseconds + 1_000), !siege.hasEnded {}
    return siege
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
