import Reactor
import Synchronization
import TestSupport

/// Handshakes that begin and never end.
struct HalfOpenAttack: Attack {
  let name = "half-open"
  let deed = "5,000 half-open handshakes, each opened again as soon as the server ends it"

  func run(_ report: inout AttackReport) throws {
    // Loopback is exempt from the limits of addresses, so this is an attack from everywhere at once.
    try flood(Target(), addresses: 200, "from everywhere", &report)
    try flood(
      Target(["--flood", "off", "--limit-loopback"]), addresses: 20, "from 20 addresses", &report)
  }

  private func flood(
    _ target: Target, addresses: Int, _ from: String, _ report: inout AttackReport
  ) throws {
    // More than the 2,048 that may be under way at once, in any case.
    let connections = report.isShort ? 2_500 : 5_000
    let talkers = try Talkers(target)
    let quiet = try talkers.talk(200)
    let descriptors = try target.descriptors()
    let memory = try target.reading().residentKibibytes
    let tally = RawCrowd.Tally()
    let (address, sources) = (target.address, try Sources(addresses))
    let siege = try Siege { end in
      var crowd = try RawCrowd(
        to: address, count: connections, from: sources, sending: [[], Hello.half], tally)
      try crowd.run(until: end)
    }
    try TestClock.wait("\(connections) connections") {
      tally.opened.load(ordering: .relaxed) >= connections
    }
    let start = Clock.monotonicMilliseconds
    let newcomer = try enter(target)
    let milliseconds = Clock.monotonicMilliseconds - start
    let busy = try talkers.talk(200)
    let reading = try target.reading()
    try siege.end()
    newcomer.close()

    // So long papo waits for a handshake.
    report.cost(
      "\(from): a newcomer is in the room after", "\(milliseconds) ms", goal: "10,000 ms at the most",
      milliseconds <= 10_000)
    report.show("connections opened in all", tally.opened.load(ordering: .relaxed).grouped)
    report.show("a message and its answer before", "\(quiet)")
    report.cost("the same during it", "\(busy)", goal: "p99 under 100 ms", busy.p99 < 100_000)
    // 2,048 handshakes may be under way; OpenSSL takes some 30 KiB for one, and an allocator keeps some.
    let more = reading.residentKibibytes - memory
    report.cost(
      "memory more during it", "\((more / 1_024).rounded(to: 1)) MiB", goal: "128 MiB at the most",
      more <= 131_072)
    let after = try target.descriptors(returningTo: descriptors)
    report.check("descriptors left over", after - descriptors, is: 0)
  }

  /// Lets somebody enter who tries again where the server ends the handshake: while others wait, it has a
  /// second, which is little on a machine with much else to do.
  private func enter(_ target: Target) throws -> TestClient {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while true {
      do {
        return try target.enter("newcomer")
      } catch {
        guard Clock.monotonicMilliseconds < deadline else { throw error }
      }
    }
  }
}
