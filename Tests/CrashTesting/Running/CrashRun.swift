import Reactor
import TLS
import TestSupport

/// A whole crash test: a server that is killed, clients that are cut, and the checker that is told all. One
/// thread runs it.
package final class CrashRun {
  enum Alarm: Sendable {
    case cut
    case kill(pause: Int64)
  }

  let settings: CrashSettings
  let tell: (String) -> Void
  let server: PapodProcess
  let alarms: Inbox<Alarm>
  let crowd: CrashCrowd
  var held: Set<Int> = []
  private let ways: CrashWays
  private var schedule: CrashSchedule

  /// - Parameter tell: is given a line now and then that says how far it has come.
  package init(_ settings: CrashSettings, _ tell: @escaping (String) -> Void) throws {
    self.settings = settings
    self.tell = tell
    schedule = CrashSchedule(
      seed: settings.seed, clients: settings.clients, killsServer: settings.killsServer)
    let folder = settings.folder
    let pin = try CertificateFiles.makeOrRenew(directory: "\(folder)/certs", days: 2).certificate.pin
    let arguments = [
      settings.papod, "--certificate", "\(folder)/certs/\(CertificateFiles.certificateName)",
      "--key", "\(folder)/certs/\(CertificateFiles.keyName)", "--flood", "off", "--language", "en",
      "--sync", "full", "--journal", settings.killsServer ? "\(folder)/journal.db" : "memory",
    ]
    server = try PapodProcess(arguments, log: "\(folder)/papod.log")
    alarms = try Inbox(limit: 1 << 10)
    let ways = CrashWays(pin)
    self.ways = ways
    crowd = try CrashCrowd(settings.clients) { try ways.way($0) }
    try crowd.watch(alarms.descriptor)
  }

  /// Runs all rounds. Throws the first `CrashViolation`, or what kept the test from being one.
  package func run() throws -> CrashTally {
    try settle()
    var toldAt = Clock.monotonicMilliseconds
    while crowd.tally.rounds < settings.rounds {
      let round = schedule.next()
      if round.gathers { try gather() }
      let start = Clock.monotonicMilliseconds
      for step in round.steps {
        try look(until: start + step.milliseconds)
        try take(step.action)
      }
      try look(until: start + round.length)
      crowd.tally.rounds += 1
      if round.endsQuiet || crowd.tally.rounds == settings.rounds { try settle() }
      if Clock.monotonicMilliseconds - toldAt >= 10_000 {
        toldAt = Clock.monotonicMilliseconds
        tell("\(crowd.tally)")
      }
    }
    try crowd.compareHistory(patience: settings.patience, look: look(until:))
    return crowd.tally
  }

  /// Ends the server for good: its files may be removed.
  package func endServer() { _ = server.kill(pause: .max / 2) }

  /// Lets everything go on until that moment.
  func look(until time: Int64) throws {
    try look { Clock.monotonicMilliseconds >= time }
  }

  /// Lets everything go on until `condition` holds.
  func look(until condition: () -> Bool) throws {
    repeat {
      try crowd.wait()
      if let end = try server.look(now: Clock.monotonicMilliseconds) {
        throw CrashViolation(kind: .ended, person: "papod", words: "\(end): \(server.lastWords)")
      }
      try lead()
      try crowd.hear()
      try sound()
    } while !condition()
  }

  /// What is known when it fails: how far it came, and everything that was found.
  package var report: String { crowd.report }

  /// Leads the clients to where the server is now, and lets those enter who are missing.
  private func lead() throws {
    var now: SocketAddress?
    if case .up(let address) = server.state { now = address }
    if now != ways.server {
      ways.server = now
      for client in crowd.all { client.relay?.lead(to: now) }
    }
    if now != nil { try crowd.fill(except: held) }
  }

  private func sound() throws {
    var taken: [Alarm] = []
    alarms.drain(into: &taken)
    for alarm in taken {
      switch alarm {
      case .cut: crowd.tally.cuts += 1
      case .kill(let pause): try take(.kill(pause: pause))
      }
    }
  }
}
