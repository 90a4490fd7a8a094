import CHostileTLS
import Reactor
import TestSupport

/// Floods of KeyUpdates, each of which costs the server far more than it costs who sends it.
struct KeyUpdateAttack: Attack {
  let name = "key-updates"
  let deed = "50 connections send KeyUpdates as fast as they can, and come back when they are cut"

  func run(_ report: inout AttackReport) throws {
    let target = try Target()
    let port = target.address.port
    let talkers = try Talkers(target)
    let before = try target.descriptors()
    var isAlive = false
    _ = unsafe hostile_key_updates(port, 8, false, &isAlive)
    report.check("after 8 in a minute the connection", isAlive ? "stands" : "ends", goal: "stands", isAlive)
    _ = unsafe hostile_key_updates(port, 9, false, &isAlive)
    report.check("after 9 in a minute the connection", isAlive ? "stands" : "ends", goal: "ends", !isAlive)

    let quiet = try talkers.talk(300)
    let seconds: Int64 = report.isShort ? 2 : 20
    let flood = try KeyUpdateFlood(at: port)
    let start = Clock.monotonicMilliseconds
    var times: [Latencies] = []
    repeat { times.append(try talkers.talk(100)) } while Clock.monotonicMilliseconds < start + seconds * 1_000
    let tally = try flood.end()
    report.check("sessions that came about", tally.sessions.grouped, goal: "some", tally.sessions > 0)
    report.check("of these cut", tally.cut, is: tally.sessions)
    report.show("KeyUpdates sent", tally.sent.grouped)
    report.show("a message and its answer before", "\(quiet)")
    let busy = Latencies(merging: times)
    report.cost("the same during it", "\(busy)", goal: "p99 under 100 ms", busy.p99 < 100_000)
    report.check("descriptors left over", try target.descriptors(returningTo: before) - before, is: 0)
  }
}
