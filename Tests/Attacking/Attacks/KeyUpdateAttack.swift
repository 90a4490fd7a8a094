import CHostileTLS
import Glibc
import Reactor
import TestSupport

/// Floods of KeyUpdates, each of which costs the server far more than it costs who sends it.
struct KeyUpdateAttack: Attack {
  let name = "key-updates"
  let deed = "50 connections send KeyUpdates as fast as they can, and come back when they are cut"

  private static let attackers = 50

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
    let siege = try Siege { end in try Self.flood(port, until: end) }
    let start = Clock.monotonicMilliseconds
    var times: [Latencies] = []
    repeat { times.append(try talkers.talk(100)) } while Clock.monotonicMilliseconds < start + seconds * 1_000
    let (connections, cut, sent) = try siege.end()
    report.check("connections that were cut", cut, is: connections)
    report.show("KeyUpdates sent", sent.grouped)
    report.show("a message and its answer before", "\(quiet)")
    let busy = Latencies(merging: times)
    report.time("the same during it", "\(busy)", goal: "p99 under 100 ms", busy.p99 < 100_000)
    report.check("descriptors left over", try target.descriptors(returningTo: before) - before, is: 0)
  }

  /// How many connections were made, were cut, and what they sent in all.
  private static func flood(_ port: UInt16, until end: SiegeEnd) throws -> (Int, Int, Int) {
    let tallies = try TestThreads.run(attackers) { number in
      // Elsewhere they would have processors of their own.
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
      var (connections, cut, sent) = (0, 0, 0)
      repeat {
        var isAlive = false
        let count = unsafe hostile_key_updates(port, 1_000_000, number % 2 == 0, &isAlive)
        guard count >= 0 else {
          throw TestFailure("no session came about", file: #fileID, line: #line)
        }
        connections += 1
        cut += isAlive ? 0 : 1
        sent += count
      } while !end.isSet
      return (connections, cut, sent)
    }
    var (connections, cut, sent) = (0, 0, 0)
    for tally in tallies {
      connections += tally.0
      cut += tally.1
      sent += tally.2
    }
    return (connections, cut, sent)
  }
}
