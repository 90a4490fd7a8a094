/// How long something took, again and again, in microseconds.
struct Latencies: CustomStringConvertible {
  private let sorted: [Int64]

  /// Those times, at least one.
  init(_ microseconds: [Int64]) {
    precondition(!microseconds.isEmpty, "nothing was timed")
    sorted = microseconds.sorted()
  }

  /// All of these together.
  init(merging all: [Latencies]) { self.init(all.flatMap(\.sorted)) }

  /// The longest in microseconds.
  var longest: Double { quantile(1) }

  /// The value that so much of all, from 0 to 1, does not exceed.
  func quantile(_ part: Double) -> Double { Double(sorted[Int(part * Double(sorted.count - 1))]) }

  /// The median in microseconds.
  var p50: Double { quantile(0.5) }

  /// The 99th percentile in microseconds.
  var p99: Double { quantile(0.99) }

  var description: String {
    let parts = [("p50", p50), ("p99", p99), ("longest", longest)]
    return parts.map { "\($0) \(($1 / 1_000).rounded(to: 2)) ms" }.joined(separator: ", ")
  }
}
