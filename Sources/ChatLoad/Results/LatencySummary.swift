/// How long deliveries took, in microseconds.
package struct LatencySummary: Codable, Equatable, Sendable {
  package var count: Int
  package var p50: Double
  package var p90: Double
  package var p99: Double
  /// The 99.9th percentile.
  package var p999: Double
  package var maximum: Double
  /// The whole distribution for a picture: rising percentiles (0 to 100) with their microseconds, a few
  /// hundred points at the most.
  package var curve: [Point]

  package struct Point: Codable, Equatable, Sendable {
    package var percentile: Double
    package var microseconds: Double

    package init(percentile: Double, microseconds: Double) {
      self.percentile = percentile
      self.microseconds = microseconds
    }
  }

  package init(
    count: Int, p50: Double, p90: Double, p99: Double, p999: Double, maximum: Double, curve: [Point]
  ) {
    self.count = count
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.p999 = p999
    self.maximum = maximum
    self.curve = curve
  }
}
