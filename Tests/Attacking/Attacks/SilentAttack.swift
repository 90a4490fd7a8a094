import ChatLoad
import Reactor
import TestSupport

/// People who are in the room and never read what comes.
struct SilentAttack: Attack {
  let name = "silent"
  let deed = "one in ten of a thousand people never reads, while 50 messages a second come"

  private struct Run {
    var p99: Double
    var isClean: Bool
    var peakKibibytes: Double
    var cut: Int
  }

  func run(_ report: inout AttackReport) throws {
    let (people, seconds, rounds) = report.isShort ? (200, 3.0, 1) : (1_000, 20.0, 5)
    var (reading, silent): ([Run], [Run]) = ([], [])
    for round in 0..<rounds {
      let order = round % 2 == 0 ? [true, false] : [false, true]
      for reads in order {
        let run = try Self.measure(people: people, seconds: seconds, reads: reads)
        if reads { reading.append(run) } else { silent.append(run) }
      }
    }
    let faults = (reading + silent).count(where: { !$0.isClean })
    report.check("runs in which somebody else missed something", faults, is: 0)
    let (calm, harmed) = (Self.median(reading.map(\.p99)), Self.median(silent.map(\.p99)))
    report.show(
      "p99 of a delivery where all read, median of \(rounds)", "\((calm / 1_000).rounded(to: 2)) ms")
    report.time(
      "the same where one in ten does not", "\((harmed / 1_000).rounded(to: 2)) ms",
      goal: "at most 10 % more", harmed <= calm * 1.1)
    let more = Self.median(silent.map(\.peakKibibytes)) - Self.median(reading.map(\.peakKibibytes))
    // What both rings may hold for slower readers.
    report.check(
      "memory more at its peak", "\((more / 1_024).rounded(to: 1)) MiB", goal: "32 MiB at the most",
      more <= 32_768)
    report.show("of the silent cut before the end", "\(silent.map(\.cut))")
  }

  /// A tenth of the people reads or does not, the others hear what is said.
  private static func measure(people: Int, seconds: Double, reads: Bool) throws -> Run {
    let target = try Target()
    let crowd = people / 10
    let siege = try hold(crowd, in: target, reads: reads)
    var load = Load(mode: .paced, language: .plain, receivers: people - crowd - 1, seconds: seconds)
    load.senders = 1
    load.rate = 50
    load.textBytes = 400
    var settings = LoadSettings(load: load, address: target.address)
    settings.processes = [target.papod.id]
    let result = try Conductor.run(settings, RunWitness(progress: { _ in }, complaint: { _ in }))
    let cut = try target.log.count("reason=slow", "name=crowd")
    try siege.end()
    return Run(
      p99: result.latency?.p99 ?? .infinity, isClean: result.isClean,
      peakKibibytes: result.peakKibibytes ?? 0, cut: cut)
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
