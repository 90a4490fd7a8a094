import ChatClient
import Glibc
import Reactor
import TLS
import TestSupport
import Wire

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
  let pin: PublicKeyPin
  let witnessed: Inbox<(person: Int, line: ServerLine)>
  let alarms: Inbox<Alarm>
  var checker = CrashChecker()
  var tally = CrashTally()
  /// By their places; nil where one is to enter as soon as the server serves.
  var clients: [CrashClient?]
  var held: Set<Int> = []
  /// Who was told to leave, and has not ended.
  var leaving: [CrashClient] = []
  /// How many clients each place has had.
  var generations: [Int]
  var address: SocketAddress?
  private var schedule: CrashSchedule
  private var poller: Poller
  private var nextToken: UInt64 = 2

  /// - Parameter tell: is given a line now and then that says how far it has come.
  package init(_ settings: CrashSettings, _ tell: @escaping (String) -> Void) throws {
    ProcessLimits.ignoreBrokenPipe()
    ProcessLimits.raiseOpenFiles()
    self.settings = settings
    self.tell = tell
    schedule = CrashSchedule(
      seed: settings.seed, clients: settings.clients, killsServer: settings.killsServer)
    let folder = settings.folder
    pin = try CertificateFiles.makeOrRenew(directory: "\(folder)/certs", days: 2).certificate.pin
    let arguments = [
      settings.papod, "--certificate", "\(folder)/certs/\(CertificateFiles.certificateName)",
      "--key", "\(folder)/certs/\(CertificateFiles.keyName)", "--flood", "off", "--language", "en",
      "--sync", "full", "--journal", settings.killsServer ? "\(folder)/journal.db" : "memory",
    ]
    server = try PapodProcess(arguments, log: "\(folder)/papod.log")
    // Far more than can come between two looks.
    witnessed = try Inbox(limit: 1 << 20)
    alarms = try Inbox(limit: 1 << 10)
    clients = Array(repeating: nil, count: settings.clients)
    generations = Array(repeating: 0, count: settings.clients)
    poller = try Poller(capacity: 256)
    try poller.add(witnessed.descriptor, [.readable, .edgeTriggered], token: 0)
    try poller.add(alarms.descriptor, [.readable, .edgeTriggered], token: 1)
  }

  /// Runs all rounds. Throws the first `CrashViolation`, or what kept the test from being one.
  package func run() throws -> CrashTally {
    try settle()
    var toldAt = Clock.monotonicMilliseconds
    while tally.rounds < settings.rounds {
      let round = schedule.next()
      if round.gathers { try gather() }
      let start = Clock.monotonicMilliseconds
      for step in round.steps {
        try look(until: start + step.milliseconds)
        try take(step.action)
      }
      try look(until: start + round.length)
      tally.rounds += 1
      if round.endsQuiet || tally.rounds == settings.rounds { try settle() }
      if Clock.monotonicMilliseconds - toldAt >= 10_000 {
        toldAt = Clock.monotonicMilliseconds
        tell("\(tally)")
      }
    }
    try compareHistory()
    return tally
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
      // Some of what is looked for tells of no change by itself.
      _ = try poller.wait(timeoutMilliseconds: 1)
      if let end = try server.look(now: Clock.monotonicMilliseconds) {
        throw CrashViolation(kind: .ended, person: "papod", words: "\(end): \(server.lastWords)")
      }
      try lead()
      hear()
      try sound()
      if let violation = checker.violations.first { throw violation }
    } while !condition()
  }

  /// A client, who tells what it hears to this thread.
  func enter(_ name: String) throws -> CrashClient {
    let person = checker.add(name)
    let witnessed = witnessed
    let client = try CrashClient(name, person: person, pin: pin, server: address) { line in
      let isTaken = witnessed.post((person, line))
      precondition(isTaken, "nobody listens")
    }
    try poller.add(client.link.events.descriptor, [.readable, .edgeTriggered], token: nextToken)
    nextToken += 1
    return client
  }

  /// Leads the clients to where the server is now, and lets those enter who are missing.
  private func lead() throws {
    var now: SocketAddress?
    if case .up(let address) = server.state { now = address }
    if now != address {
      address = now
      for client in clients + leaving { client?.relay.lead(to: now) }
    }
    guard now != nil else { return }
    for place in clients.indices where clients[place] == nil && !held.contains(place) {
      clients[place] = try enter("c\(place).\(generations[place])")
      generations[place] += 1
    }
  }

  private func sound() throws {
    var taken: [Alarm] = []
    alarms.drain(into: &taken)
    for alarm in taken {
      switch alarm {
      case .cut: tally.cuts += 1
      case .kill(let pause): try take(.kill(pause: pause))
      }
    }
  }
}
