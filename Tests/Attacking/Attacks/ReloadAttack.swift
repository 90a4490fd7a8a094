import ChatLoad
import Glibc
import Reactor
import TLS
import TestSupport

/// Reloads of the key while people talk, half of them of files that are broken.
struct ReloadAttack: Attack {
  let name = "reloads"
  let deed = "the key is read again and again while people talk, every second time from broken files"

  func run(_ report: inout AttackReport) throws {
    let (count, people, seconds) = report.isShort ? (60, 50, 5.0) : (1_000, 500, 90.0)
    let target = try Target()
    var load = Load(mode: .paced, language: .plain, receivers: people - 1, seconds: seconds)
    load.senders = 1
    load.rate = 20
    let settings = LoadSettings(load: load, address: target.address)
    let siege = try Siege { _ in
      try Conductor.run(settings, RunWitness(progress: { _ in }, complaint: { _ in }))
    }
    try TestClock.wait("\(people) people") { try target.log.count("entered") >= people }

    let files = ServerFiles(in: target.papod.folder)
    let keys = [try HostileCredentials.make(), try HostileCredentials.make()]
    var (served, taken, refused, wrong) = (target.pin, 0, 0, 0)
    for number in 0..<count {
      let next = keys[number / 2 % 2]
      let isBroken = number % 2 == 1
      if isBroken { try files.spoil(number / 2, keys) } else { try files.write(next) }
      let mark = try target.log.count()
      target.papod.send(SIGHUP)
      try TestClock.wait("reload \(number)") {
        taken += try target.log.count("reloaded the certificate", from: mark)
        refused += try target.log.count("nothing was reloaded", from: mark)
        return taken + refused > number
      }
      if !isBroken { served = next.certificate.pin }
      // Whoever comes now must meet the newest of the good keys.
      do {
        var configuration = TLSConfiguration.client(trusting: [served])
        configuration.applicationProtocols = []
        try TestClient(target.address, configuration).cut()
      } catch is TLSError {
        wrong += 1
      }
    }
    let isLive = !siege.hasEnded
    let result = try siege.answer()
    report.check("reloads of good files that were taken", taken, is: (count + 1) / 2)
    report.check("reloads of broken files that were refused, and said so", refused, is: count / 2)
    report.check("newcomers who met another key than they should", wrong, is: 0)
    report.check("people who lost their connection", result.disconnected, is: 0)
    report.check("deliveries lost or doubled", result.lost + result.duplicated, is: 0)
    report.check("deliveries", result.units.grouped, goal: "all that were due", result.isClean)
    // How long that many take is the machine's.
    report.cost(
      "people talking until after the last", isLive ? people.grouped : "0", goal: people.grouped, isLive)
  }
}
