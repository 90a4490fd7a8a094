import ChatLoad

/// Runs for the report's tests, each said in a line.
enum Sample {
  /// 200 receivers and a sender, one message under way, 3 s.
  static let fanout: Load = {
    var load = Load(mode: .fanout, language: .plain, receivers: 200, seconds: 3)
    load.senders = 1
    return load
  }()

  /// A run without a fault.
  static func run(
    _ label: String, cost: Double? = nil, load: Load = fanout, suite: String? = "fan200",
    _ change: (inout RunResult) -> Void = { _ in }
  ) -> RunResult {
    var run = RunResult(label: label, load: load, isComplete: true)
    run.suite = suite
    run.serverMicrosecondsPerUnit = cost
    change(&run)
    return run
  }

  /// A thousand times as many deliveries as the factor, the slowest one in ten ten times as long, and so on.
  static func latency(count: Int = 1_000_000, factor: Double = 1) -> LatencySummary {
    let curve = [0, 90, 99, 99.9, 99.99, 100].enumerated().map { index, percentile in
      let power = (0..<index).reduce(factor) { power, _ in power * 10 }
      return LatencySummary.Point(percentile: percentile, microseconds: power)
    }
    return LatencySummary(
      count: count, p50: 10 * factor, p90: 10 * factor, p99: 100 * factor, p999: 1_000 * factor,
      maximum: 100_000 * factor, curve: curve)
  }
}
