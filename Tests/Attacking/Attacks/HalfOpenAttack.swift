import Reactor
import Synchronization
import TestSupport

/// Handshakes that begin and never end.
struct HalfOpenAttack: Attack {
  let name = "half-open"
  let deed = "5,000 half-open handshakes, each opened again as soon as the server ends it"

  private static let connections = 5_000

  func run(_ report: inout AttackReport) throws {
    // Loopback is exempt from the limits of addresses, so this is an attack from everywhere at once.
    try flood(Target(), addresses: 200, "from everywhere", &report)
    try flood(
      Target(["--flood", "off", "--limit-loopback"]), addresses: 20, "from 20 addresses", &report)
  }

  private func flood(
    _ target: Target, addresses: Int, _ from: String, _ report: inout AttackReport
  ) throws {
    let talkers = try Talkers(target)
    let quiet = try talkers.talk(200)
    let descriptors = try target.descriptors()
    let memory = try target.reading().residentKibibytes
    let tally = RawCrowd.Tally()
    let (address, sources) = (target.address, try Sources(addresses))
    let siege = try Siege { end in
      var crowd = try RawCrowd(
        to: address, count: Self.connections, from: sources, sending: [[], Hello.half], tally)
      try crowd.run(until: end)
    }
    try TestClock.wait("\(Self.connections) connections") {
      tally.opened.load(ordering: .relaxed) >= Self.connections
    }
    let start = Clock.monotonicMilliseconds
    let newcomer = try target.enter("newcomer")
    let milliseconds = Clock.monotonicMilliseconds - start
    let busy = try talkers.talk(200)
    let reading = try target.reading()
    try siege.end()
    newcomer.close()

    // So long papo waits for a handshake.
    report.check(
      "\(from): a newcomer is in the room after", "\(milliseconds) ms", goal: "10,000 ms at the most",
      milliseconds <= 10_000)
    report.show("connections opened in all", tally.opened.load(ordering: .relaxed).grouped)
    report.show("a message and its answer before", "\(quiet)")
    report.time("the same during it", "\(busy)", goal: "p99 under 100 ms", busy.p99 < 100_000)
    // 2,048 handshakes may be under way; OpenSSL takes some 30 KiB for one, and an allocator keeps some.
    let more = reading.residentKibibytes - memory
    report.check(
      "memory more during it", "\((more / 1_024).rounded(to: 1)) MiB", goal: "128 MiB at the most",
      more <= 131_072)
    let after = try target.descriptors(returningTo: descriptors)
    report.check("descriptors left over", after - descriptors, is: 0)
  }
}
