import Reactor
import TLS

/// One thread of the load: its poller, its clients, and what it counts. Nobody else touches any of them.
///
/// The thread with number T has the clients whose number is T modulo the count of threads.
struct LoadThread: ~Copyable {
  static let inboxToken = UInt64.max
  static let timerToken = UInt64.max - 1
  /// What one read and the beginning of a line before it find room in.
  static let bufferBytes = maximumLineBytes + 16_384
  /// A line that is longer ends its connection.
  static let maximumLineBytes = 65_536
  static let progressNanoseconds: Int64 = 200_000_000
  static let maximumComplaints = 5
  /// How long the server may take to let everybody go at the end.
  static let leavingNanoseconds: Int64 = 5_000_000_000

  let number: Int
  let settings: LoadSettings
  let context: TLSContext
  let inboxes: [Inbox<LoadCommand>]
  let reports: Inbox<LoadReport>
  let scanner: LineScanner
  let language: Language
  let sources: [IPAddress]
  var poller: Poller
  let timer: Timer

  var clients: [LoadClient]
  /// The places of the clients that speak to all.
  let senders: Range<Int>
  var ledger: DeliveryLedger
  var arrivals: ArrivalCounter
  var tally = ThreadTally()
  /// Messages that this thread's receivers all have, by the thread of their sender.
  var completed: [[Completion]]
  /// What is about to be sent; kept for its memory.
  var scratch: [UInt8] = []

  /// The next client to be connected, by its place.
  var nextClient = 0
  /// Clients that are connecting, entering or leaving.
  var opening = 0
  /// `handshake`: connections begun.
  var begun = 0
  /// Clients that are done with entering, hearing the probe, coming back.
  var entered = 0
  var probed = 0
  /// `private`: pings without an answer.
  var pingsUnderWay = 0
  var clock: RunClock?
  /// Deliveries that are to have come at the end.
  var awaited: Int?
  var isMissing = false
  var isReturning = false
  var hasToldEntered = false
  var hasToldProbed = false
  var hasToldSent = false
  var hasToldFinished = false
  var isStopped = false
  var toldProgressAt: Int64 = 0
  var complaints = 0

  /// The thread's body: returns after its tally was posted and its clients have gone.
  static func run(
    _ number: Int, _ settings: LoadSettings, _ context: TLSContext, inboxes: [Inbox<LoadCommand>],
    reports: Inbox<LoadReport>
  ) {
    do {
      var thread = try LoadThread(number, settings, context, inboxes: inboxes, reports: reports)
      try thread.run()
    } catch {
      // Nothing works without a poller; the tally is one of a thread whose clients all failed.
      var tally = ThreadTally()
      tally.failed = settings.clients(of: number)
      reports.post(LoadReport(thread: number, kind: .complaint("\(error)")))
      reports.post(LoadReport(thread: number, kind: .tally(tally)))
    }
  }

  private init(
    _ number: Int, _ settings: LoadSettings, _ context: TLSContext, inboxes: [Inbox<LoadCommand>],
    reports: Inbox<LoadReport>
  ) throws(SystemError) {
    let load = settings.load
    let poller = try Poller()
    let timer = try Timer()
    try poller.add(inboxes[number].descriptor, [.readable, .edgeTriggered], token: Self.inboxToken)
    try poller.add(timer.descriptor, [.readable, .edgeTriggered], token: Self.timerToken)
    self.number = number
    self.settings = settings
    self.context = context
    self.inboxes = inboxes
    self.reports = reports
    self.poller = poller
    self.timer = timer
    scanner = LineScanner(textBytes: load.textBytes)
    language = load.language
    let isLocal = settings.address.ipAddress.isIPv4 && settings.address.ipAddress.isLoopback
    sources = isLocal ? (0..<settings.sources).compactMap { IPAddress(parsing: "127.0.1.\($0 + 1)") } : []
    clients = stride(from: number, to: settings.clients, by: load.threads).map { LoadClient(id: $0) }
    ledger = DeliveryLedger(senders: load.senders, receivers: clients.count)
    arrivals = ArrivalCounter(
      window: load.window,
      receivers: (0..<load.senders).map { settings.receivers(of: $0, in: number) })
    senders = 0..<clients.count { $0.id < load.senders }
    completed = Array(repeating: [], count: load.threads)
    for place in senders {
      clients[place].underWay = Array(repeating: 0, count: load.window)
    }
  }

  private mutating func run() throws(SystemError) {
    var buffer = [UInt8](repeating: 0, count: Self.bufferBytes)
    while !isStopped {
      try runRound(&buffer)
      try endRound()
    }
    handIn()
    leaveAll()
    let deadline = Clock.monotonicNanoseconds + Self.leavingNanoseconds
    while clients.contains(where: { $0.stream != nil }), Clock.monotonicNanoseconds < deadline {
      try runRound(&buffer)
    }
  }

  private mutating func runRound(_ buffer: inout [UInt8]) throws(SystemError) {
    let count = try poller.wait(timeoutMilliseconds: 20)
    for index in 0..<count {
      let event = poller.event(at: index)
      switch event.token {
      case Self.inboxToken: try takeCommands()
      case Self.timerToken: try pace()
      default: handle(event, &buffer)
      }
    }
  }

  private mutating func handle(_ event: Poller.Event, _ buffer: inout [UInt8]) {
    let place = Int(event.token & 0xffff_ffff)
    guard UInt64(clients[place].generation) == event.token >> 32, let stream = clients[place].stream else {
      return
    }
    switch clients[place].phase {
    case .connecting, .handshaking: advance(place, stream, &buffer)
    case .idle, .gone: break
    case .entering, .entered, .leaving:
      if event.isWritable { flush(place, stream) }
      if event.isReadable { read(place, stream, &buffer) }
    }
  }

  /// Tells the conductor and the other threads what came of the round.
  private mutating func endRound() throws(SystemError) {
    for thread in completed.indices where !completed[thread].isEmpty {
      inboxes[thread].post(.completed(completed[thread]))
      completed[thread].removeAll(keepingCapacity: true)
    }
    if isMissing, haveSendersAnswers {
      isMissing = false
      report(.saidMissed)
    }
    guard let clock else { return }
    let now = Clock.monotonicNanoseconds
    if now >= toldProgressAt + Self.progressNanoseconds {
      toldProgressAt = now
      report(.progress(tally.units))
    }
    if !hasToldSent, hasSentAll(at: now, clock) {
      if settings.load.mode == .paced { try pace() }
      hasToldSent = true
      report(.sent(sentBySender()))
    }
    if !hasToldFinished, hasFinished(at: now, clock) {
      hasToldFinished = true
      report(.finished)
    }
  }

  /// Notes what went wrong, for people.
  mutating func complain(_ place: Int, _ words: String) {
    complaints += 1
    if complaints <= Self.maximumComplaints { report(.complaint("\(clients[place].name): \(words)")) }
  }

  func report(_ kind: LoadReport.Kind) {
    reports.post(LoadReport(thread: number, kind: kind))
  }
}
