import Reactor
import TestSupport

/// More connections than the server has descriptors for.
struct DescriptorsAttack: Attack {
  let name = "descriptors"
  let deed = "200 connections to a server that may have 64 descriptors and is told of 1,000 clients"

  func run(_ report: inout AttackReport) throws {
    let target = try Target(
      ["--flood", "off", "--io-threads", "2", "--max-clients", "1000"], openFiles: 64)
    let talkers = try Talkers(target)
    let descriptors = try target.descriptors()
    let tally = RawCrowd.Tally()
    let (address, sources) = (target.address, try Sources(10))
    let siege = try Siege { end in
      var crowd = try RawCrowd(to: address, count: 200, from: sources, sending: [Hello.half], tally)
      try crowd.run(until: end)
    }
    try TestClock.wait("the server has no descriptor left") { try target.log.count("cannot accept") > 0 }
    let first = try target.log.count()
    let start = Clock.monotonicMilliseconds
    let processor = try target.reading().processorMicroseconds
    _ = try SiegeEnd().wait(until: start + (report.isShort ? 2_000 : 15_000))
    let milliseconds = Double(Clock.monotonicMilliseconds - start)
    let part = (try target.reading().processorMicroseconds - processor) / 10 / milliseconds
    let lines = try target.log.count() - first
    let busy = try talkers.talk(100)
    report.cost(
      "processor while it is full", "\(part.rounded(to: 1)) %", goal: "under 20 % of one", part < 20)
    report.check(
      "lines in the log in \((milliseconds / 1_000).rounded(to: 0)) s", "\(lines)",
      goal: "20, and 1 in 2 s of each kind", Double(lines) <= 40 + milliseconds / 1_000)
    report.cost(
      "a message and its answer of those inside", "\(busy)", goal: "p99 under 100 ms", busy.p99 < 100_000)
    try siege.end()
    let again = Clock.monotonicMilliseconds
    let newcomer = try target.enter("newcomer")
    let waited = Clock.monotonicMilliseconds - again
    report.cost(
      "when they have gone, a newcomer is in after", "\(waited) ms", goal: "2,000 ms at the most",
      waited <= 2_000)
    newcomer.close()
    let after = try target.descriptors(returningTo: descriptors)
    report.check("descriptors left over", after - descriptors, is: 0)
  }
}
