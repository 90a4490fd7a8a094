import Glibc

/// A server's latency over the percentiles, the median of its runs at each.
struct LatencyCurve: Equatable {
  struct Point: Equatable {
    /// How many nines the percentile has: 0 is the fastest, 1 the 90th, 2 the 99th, 3 the 99.9th percentile.
    /// It is the usual scale of such pictures, since equal steps are ten times as rare.
    var nines: Double
    var microseconds: Double
  }

  /// As far as the picture goes: the 99.99th percentile.
  static let greatest = 4.0

  let points: [Point]

  /// nil where no run has a distribution. It ends where the shortest run has a single delivery left, since
  /// beyond that there is nothing to be a percentile of.
  init?(of runs: [RunResult]) {
    let latencies = runs.compactMap(\.latency).filter { $0.count > 0 && !$0.curve.isEmpty }
    guard let count = latencies.map(\.count).min() else { return nil }
    let end = min(Self.greatest, log10(Double(count)))
    let steps = max(1, Int((end * 20).rounded(.up)))
    points = (0...steps).map { step in
      let nines = end * Double(step) / Double(steps)
      let percentile = 100 * (1 - pow(10, -nines))
      let values = latencies.map { Self.value(in: $0.curve, at: percentile) }
      // A logarithm is to come, and a histogram may begin at 0.
      return Point(nines: nines, microseconds: max(1, values.median ?? 1))
    }
  }

  private static func value(in curve: [LatencySummary.Point], at percentile: Double) -> Double {
    let point = curve.first { $0.percentile >= percentile - 1e-9 } ?? curve[curve.count - 1]
    return point.microseconds
  }
}
