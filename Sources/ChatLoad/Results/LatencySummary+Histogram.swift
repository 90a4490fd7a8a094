import Glibc
import Histogram

extension LatencySummary {
  /// Where a curve has its points: closer and closer to the end, a tenth of what is left further on with
  /// each 24, until no more than one in ten million is left.
  private static let percentiles: [Double] = (0...168).map { 100 * (1 - pow(10, -Double($0) / 24)) }

  /// What a distribution of nanoseconds says; nil where nothing was recorded.
  init?(_ latencies: ThreadTally.Latencies) {
    guard latencies.totalCount > 0 else { return nil }
    let maximum = latencies.maxRecorded
    func microseconds(_ percentile: Double) -> Double {
      Double(min(latencies.valueAtPercentile(percentile), maximum)) / 1_000
    }
    self.init(
      count: Int(latencies.totalCount), p50: microseconds(50), p90: microseconds(90), p99: microseconds(99),
      p999: microseconds(99.9), maximum: Double(maximum) / 1_000, curve: [])
    // No finer than what was measured: beyond it, the maximum would only be repeated.
    let finest = 100 * (1 - 1 / Double(latencies.totalCount))
    let points = Self.percentiles.filter { $0 <= finest }.map {
      Point(percentile: $0, microseconds: microseconds($0))
    }
    // Where it is level, its ends say all.
    for (index, point) in points.enumerated() {
      let isLevel = { (other: Int) in
        points.indices.contains(other) && points[other].microseconds == point.microseconds
      }
      if !isLevel(index - 1) || !isLevel(index + 1) { curve.append(point) }
    }
    curve.append(Point(percentile: 100, microseconds: self.maximum))
  }
}
