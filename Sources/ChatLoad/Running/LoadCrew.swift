import Reactor
import TLS

/// The load threads as the conductor knows them: what it tells them, and what they have told.
struct LoadCrew: ~Copyable {
  /// What one thread has told.
  struct State {
    var hasEntered = false
    var failed = 0
    var hasProbed = false
    var sent: [Int: Int]?
    var units = 0
    var hasFinished = false
    var hasCut = false
    var hasSaidMissed = false
    var tally: ThreadTally?
  }

  /// A report for each command and round of each thread fits many times.
  private static let inboxLimit = 1 << 20

  private(set) var states: [State]
  private let inboxes: [Inbox<LoadCommand>]
  private let reports: Inbox<LoadReport>
  private var threads: [Thread]
  private var poller: Poller
  private var drained: [LoadReport] = []

  /// Starts the threads; they wait for commands.
  init(_ settings: LoadSettings) throws {
    var configuration = TLSConfiguration.client(trusting: settings.pins)
    configuration.applicationProtocols = settings.load.language.applicationProtocols
    configuration.dangerouslyAcceptsAnyKey = settings.pins.isEmpty
    let context = try TLSContext(configuration)
    let reports = try Inbox<LoadReport>(limit: Self.inboxLimit)
    let poller = try Poller(capacity: 1)
    try poller.add(reports.descriptor, [.readable, .edgeTriggered], token: 0)
    var inboxes: [Inbox<LoadCommand>] = []
    for _ in 0..<settings.load.threads { inboxes.append(try Inbox(limit: Self.inboxLimit)) }
    threads = try Self.start(settings, context, inboxes, reports)
    self.reports = reports
    self.inboxes = inboxes
    self.poller = poller
    states = Array(repeating: State(), count: settings.load.threads)
  }

  private static func start(
    _ settings: LoadSettings, _ context: TLSContext, _ inboxes: [Inbox<LoadCommand>],
    _ reports: Inbox<LoadReport>
  ) throws(SystemError) -> [Thread] {
    var threads: [Thread] = []
    do throws(SystemError) {
      for number in 0..<settings.load.threads {
        threads.append(
          try Thread.start(name: "load \(number)") {
            LoadThread.run(number, settings, context, inboxes: inboxes, reports: reports)
          })
      }
      return threads
    } catch {
      for inbox in inboxes { inbox.post(.stop) }
      for thread in threads { thread.join() }
      throw error
    }
  }

  /// Tells every thread.
  func tell(_ command: LoadCommand) {
    for inbox in inboxes { inbox.post(command) }
  }

  /// Whether all threads are as `condition` wants them.
  func all(_ condition: (State) -> Bool) -> Bool { states.allSatisfy(condition) }

  /// Clients that did not get in, before anything was sent.
  var failed: Int { states.reduce(0) { $0 + $1.failed } }

  var units: Int { states.reduce(0) { $0 + $1.units } }

  /// What all have handed in.
  var tally: ThreadTally {
    states.reduce(into: ThreadTally()) { sum, state in
      if let tally = state.tally { sum.add(tally) }
    }
  }

  /// Whether a client did not get in, at any time.
  var hasFailed: Bool { states.contains { $0.failed > 0 } }

  /// What the senders have sent, in the order of their numbers.
  func sent(by senders: Int) -> [Int] {
    (0..<senders).map { sender in states.lazy.compactMap { $0.sent?[sender] }.first ?? 0 }
  }

  /// Waits for reports, at most until `moment` of `Clock.monotonicNanoseconds`, and hands on complaints.
  mutating func wait(until moment: Int64, complaint: (String) -> Void) throws {
    let left = max(0, moment - Clock.monotonicNanoseconds)
    _ = try poller.wait(timeoutMilliseconds: Int32(clamping: (left + 999_999) / 1_000_000))
    reports.drain(into: &drained)
    for report in drained { note(report, complaint) }
    drained.removeAll(keepingCapacity: true)
  }

  /// Waits for the threads' ends, once all tallies are there.
  mutating func join() {
    for thread in threads { thread.join() }
    threads = []
  }

  private mutating func note(_ report: LoadReport, _ complaint: (String) -> Void) {
    switch report.kind {
    case .entered(let failed):
      states[report.thread].hasEntered = true
      states[report.thread].failed = failed
    case .probed: states[report.thread].hasProbed = true
    case .sent(let sent): states[report.thread].sent = sent
    case .progress(let units): states[report.thread].units = units
    case .finished: states[report.thread].hasFinished = true
    case .cut: states[report.thread].hasCut = true
    case .saidMissed: states[report.thread].hasSaidMissed = true
    case .complaint(let words): complaint(words)
    case .tally(let tally):
      states[report.thread].tally = tally
      states[report.thread].units = tally.units
      // A thread that could not even begin tells nothing else, and nobody is to wait for it.
      states[report.thread].failed = tally.failed
      states[report.thread].hasEntered = true
    }
  }
}
