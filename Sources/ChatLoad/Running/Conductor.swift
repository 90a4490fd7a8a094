// ChatLoad: what papo-bench does. It opens many connections to a server from a few threads, lets them say
// what a mode asks for, and checks and times every delivery.
//
// The `Conductor` runs on the thread that calls it; each `LoadThread` owns its poller and its clients. They
// meet in inboxes alone: commands go to the threads, reports come back.

import Reactor

/// Leads one run through its steps, with all its clocks; no run outlives its limit.
package struct Conductor: ~Copyable {
  private static let progressNanoseconds: Int64 = 5_000_000_000
  private static let second: Int64 = 1_000_000_000

  private let settings: LoadSettings
  private let witness: RunWitness
  private let probe: ServerProbe
  private var crew: LoadCrew
  private var record = RunRecord()
  private let patience: Int64
  private let begin: Int64
  private let deadline: Int64
  private var toldProgressAt: Int64

  /// Runs the whole of it and says what came out, which may be that it went wrong.
  ///
  /// - Throws: where it cannot even begin: a process that cannot be read (`ServerProbe.Unreadable`), no
  ///   descriptors or threads.
  package static func run(_ settings: LoadSettings, _ witness: RunWitness) throws -> RunResult {
    let probe = ServerProbe(settings.processes)
    let before = try probe.read()
    var conductor = Conductor(settings, witness, probe, try LoadCrew(settings))
    if !probe.isEmpty { conductor.record.before = before }
    let result = Result { try conductor.conduct() }
    try conductor.dismiss()
    try result.get()
    return conductor.record.result(settings, conductor.crew.tally)
  }

  private init(
    _ settings: LoadSettings, _ witness: RunWitness, _ probe: ServerProbe, _ crew: consuming LoadCrew
  ) {
    self.settings = settings
    self.witness = witness
    self.probe = probe
    self.crew = crew
    patience = Int64(settings.patienceSeconds * 1e9)
    begin = Clock.monotonicNanoseconds
    deadline = begin + Int64(settings.limitSeconds * 1e9)
    toldProgressAt = begin
  }

  private mutating func conduct() throws {
    if settings.load.mode == .handshake { return try measureSending() }
    guard try enter() else { return }
    switch settings.load.mode {
    case .idle: try measureSitting()
    case .resume: try measureReturning()
    case .fanout, .paced, .private, .handshake: try measureSending()
    }
  }

  /// Everyone enters, and hears a probe; whether that went well.
  private mutating func enter() throws -> Bool {
    crew.tell(.enter)
    let haveEntered = try wait(.entering) { $0.hasEntered }
    guard haveEntered, crew.failed == 0 else { return false }
    record.connectSeconds = Double(Clock.monotonicNanoseconds - begin) / 1e9
    // The server is given time to tell everybody of everybody, so that all of it counts.
    if settings.load.mode == .idle { try rest(Self.second) }
    record.joined = reading()
    var hasHeard = settings.isSolo
    while !hasHeard, Clock.monotonicNanoseconds < deadline {
      // Again where one came before some server had let everybody in.
      crew.tell(.probe)
      hasHeard = try wait(.probing, until: Clock.monotonicNanoseconds + Self.second / 2) { $0.hasProbed }
    }
    try rest(Self.second / 5)
    return hasHeard
  }

  private mutating func measureSending() throws {
    startMeasuring()
    let clock = RunClock(
      start: record.startedAt, stop: record.startedAt + Int64(settings.load.seconds * 1e9))
    crew.tell(.run(clock))
    // Where messages are few and far between, silence means nothing.
    let isEven = settings.load.mode == .paced
    let haveSent = try wait(.sending, patiently: isEven) { $0.sent != nil }
    record.sent = crew.sent(by: settings.load.senders)
    crew.tell(.await(record.sent))
    record.isComplete = try wait(.sending) { $0.hasFinished } && haveSent && !crew.hasFailed
    endMeasuring()
    try rest(Self.second / 10)
  }

  private mutating func measureSitting() throws {
    startMeasuring()
    _ = try wait(.sitting, until: record.startedAt + Int64(settings.load.seconds * 1e9), patiently: true) {
      _ in false
    }
    endMeasuring()
    record.isComplete = Clock.monotonicNanoseconds < deadline
  }

  private mutating func measureReturning() throws {
    crew.tell(.cut)
    _ = try wait(.missing) { $0.hasCut }
    try rest(Self.second / 2)
    crew.tell(.sayMissed)
    record.sent = Array(repeating: settings.missed, count: settings.load.senders)
    let haveSaid = try wait(.missing) { $0.hasSaidMissed }
    try rest(Self.second / 2)
    do throws(ServerProbe.Unreadable) {
      try probe.resetPeak()
    } catch {
      witness.complaint("the peak of memory is that of the server's whole life: \(error)")
    }
    startMeasuring()
    crew.tell(.comeBack(RunClock(start: record.startedAt, stop: deadline)))
    record.isComplete = try wait(.returning) { $0.hasFinished } && haveSaid && !crew.hasFailed
    endMeasuring()
    try rest(Self.second / 10)
  }

  private mutating func startMeasuring() {
    record.start = reading()
    record.loadStart = Clock.processorNanoseconds
    record.startedAt = Clock.monotonicNanoseconds
  }

  private mutating func endMeasuring() {
    record.end = reading()
    record.loadEnd = Clock.processorNanoseconds
    record.endedAt = Clock.monotonicNanoseconds
  }

  /// Nil where nothing is to be read, or no more: the server may have died, which the run shows anyhow.
  private func reading() -> ServerReading? { probe.isEmpty ? nil : try? probe.read() }

  /// What still comes is taken: a delivery too many, an end.
  private mutating func rest(_ nanoseconds: Int64) throws {
    let moment = min(Clock.monotonicNanoseconds + nanoseconds, deadline)
    while Clock.monotonicNanoseconds < moment { try crew.wait(until: moment, complaint: witness.complaint) }
  }

  /// Waits until all threads are as `condition` wants them; false at `moment` or the run's limit, or where
  /// nothing came for too long, unless it waits `patiently`.
  private mutating func wait(
    _ step: RunProgress.Step, until moment: Int64 = .max, patiently: Bool = false,
    _ condition: (LoadCrew.State) -> Bool
  ) throws -> Bool {
    let end = min(moment, deadline)
    var units = crew.units
    var cameAt = Clock.monotonicNanoseconds
    while !crew.all(condition) {
      let now = Clock.monotonicNanoseconds
      if crew.units != units { (units, cameAt) = (crew.units, now) }
      let isSending = step == .sending || step == .returning
      if now >= end || isSending && !patiently && now >= cameAt + patience { return false }
      tellProgress(step, at: now)
      try crew.wait(until: min(end, now + Self.second), complaint: witness.complaint)
    }
    return true
  }

  private mutating func tellProgress(_ step: RunProgress.Step, at now: Int64) {
    guard now >= toldProgressAt + Self.progressNanoseconds else { return }
    toldProgressAt = now
    witness.progress(RunProgress(seconds: Double(now - begin) / 1e9, step: step, units: crew.units))
  }

  /// Lets the threads hand in their tallies and end.
  private mutating func dismiss() throws {
    crew.tell(.stop)
    while !crew.all({ $0.tally != nil }) {
      try crew.wait(until: Clock.monotonicNanoseconds + Self.second, complaint: witness.complaint)
    }
    crew.join()
  }
}
