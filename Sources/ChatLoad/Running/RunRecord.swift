import Reactor

/// The moments and readings of a run, from which its result is made.
struct RunRecord {
  /// The server before the first connection, after everyone has come, and around what is measured; nil where
  /// no process was given, or it could not be read.
  var before: ServerReading?
  var joined: ServerReading?
  var start: ServerReading?
  var end: ServerReading?
  /// From the first connect to the last entering.
  var connectSeconds: Double?
  /// Around what is measured, by `Clock.monotonicNanoseconds` and `Clock.processorNanoseconds`.
  var startedAt: Int64 = 0
  var endedAt: Int64 = 0
  var loadStart: Int64 = 0
  var loadEnd: Int64 = 0
  /// What each sender has sent.
  var sent: [Int] = []
  /// Whether everybody came in and all that was awaited has come.
  var isComplete = false

  /// What the run measured.
  func result(_ settings: LoadSettings, _ tally: ThreadTally) -> RunResult {
    var result = RunResult(label: settings.label, load: settings.load, isComplete: isComplete)
    result.suite = settings.suite
    result.duplicated = tally.duplicated
    result.reordered = tally.reordered
    result.malformed = tally.malformed
    result.disconnected = tally.disconnected
    result.unacknowledged = tally.unacknowledged
    result.lost = max(0, expected(settings, tally) - tally.units)
    result.connectSeconds = connectSeconds
    result.cipherSuite = tally.cipherSuite
    result.residentKibibytes = end?.residentKibibytes
    result.peakKibibytes = end?.peakKibibytes
    addUnits(settings, tally, to: &result)
    addTimes(settings.load.mode, tally, to: &result)
    return result
  }

  /// Units that should have come.
  private func expected(_ settings: LoadSettings, _ tally: ThreadTally) -> Int {
    switch settings.load.mode {
    case .fanout, .paced, .resume: sent.reduce(0, +) * (settings.clients - 1)
    case .private: tally.pings
    case .idle, .handshake: 0
    }
  }

  private func addUnits(_ settings: LoadSettings, _ tally: ThreadTally, to result: inout RunResult) {
    let processorMicroseconds = difference(start, end, \.processorMicroseconds)
    if settings.load.mode == .idle {
      guard let connectSeconds else { return }
      result.units = settings.clients
      result.unitsPerSecond = Double(settings.clients) / connectSeconds
      let share = 1 / Double(settings.clients)
      result.joinMicroseconds = difference(before, joined, \.processorMicroseconds).map { $0 * share }
      result.residentKibibytesPerConnection = difference(before, end, \.residentKibibytes).map { $0 * share }
      result.proportionalKibibytesPerConnection =
        difference(before, end, \.proportionalKibibytes).map { $0 * share }
      let seconds = Double(endedAt - startedAt) / 1e9
      result.idleUtilization = processorMicroseconds.map { $0 / 1e6 / seconds }
      return
    }
    if settings.load.mode == .resume {
      result.units = Int(tally.completions.totalCount)
      result.peakKibibytes = end.flatMap { end in
        start.map { end.peakKibibytes - $0.residentKibibytes }
      }
    } else {
      result.units = tally.units
    }
    // Until the last unit came; what was waited for in vain after it does not count.
    let seconds = Double(tally.lastAt - startedAt) / 1e9
    guard result.units > 0, seconds > 0 else { return }
    result.unitsPerSecond = Double(result.units) / seconds
    result.serverMicrosecondsPerUnit = processorMicroseconds.map { $0 / Double(result.units) }
    result.serverUtilization = processorMicroseconds.map { $0 / 1e6 / seconds }
    result.loadUtilization = Double(loadEnd - loadStart) / 1e9 / seconds
  }

  private func addTimes(_ mode: Mode, _ tally: ThreadTally, to result: inout RunResult) {
    switch mode {
    case .idle: break
    case .resume: result.latency = LatencySummary(tally.completions)
    case .fanout, .handshake:
      result.latency = LatencySummary(tally.latencies)
      result.completion = LatencySummary(tally.completions)
    case .paced, .private: result.latency = LatencySummary(tally.latencies)
    }
  }

  private func difference(
    _ first: ServerReading?, _ second: ServerReading?, _ field: KeyPath<ServerReading, Double>
  ) -> Double? {
    guard let first, let second else { return nil }
    return second[keyPath: field] - first[keyPath: field]
  }
}
