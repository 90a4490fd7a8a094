import Histogram

/// What one thread counted and timed.
struct ThreadTally: Sendable {
  /// Latencies in nanoseconds, to two significant digits (0.8 %), up to an hour.
  typealias Latencies = Histogram<UInt64>

  /// Deliveries, round trips, cycles or sessions, by the mode.
  var units = 0
  var duplicated = 0
  var reordered = 0
  var malformed = 0
  var disconnected = 0
  var failed = 0
  /// Private messages sent, and lines that the numbered dialect never acknowledged.
  var pings = 0
  var unacknowledged = 0
  /// When the last unit came, by `Clock.monotonicNanoseconds`.
  var lastAt: Int64 = 0
  var latencies = makeLatencies()
  var completions = makeLatencies()
  var cipherSuite: String?

  static func makeLatencies() -> Latencies {
    Histogram(highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .two)
  }

  /// Adds another thread's.
  mutating func add(_ other: ThreadTally) {
    units += other.units
    duplicated += other.duplicated
    reordered += other.reordered
    malformed += other.malformed
    disconnected += other.disconnected
    failed += other.failed
    pings += other.pings
    unacknowledged += other.unacknowledged
    lastAt = max(lastAt, other.lastAt)
    latencies.add(other.latencies)
    completions.add(other.completions)
    cipherSuite = cipherSuite ?? other.cipherSuite
  }
}

extension ThreadTally.Latencies {
  /// Notes the time from one moment to a later one.
  @inline(__always)
  mutating func note(from start: Int64, to end: Int64) {
    record(UInt64(Swift.max(0, end - start)))
  }
}
