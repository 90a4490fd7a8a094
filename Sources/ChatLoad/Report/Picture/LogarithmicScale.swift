import Glibc

/// Microseconds on a logarithmic axis, whose ends are round.
struct LogarithmicScale: Equatable {
  struct Tick: Equatable {
    var microseconds: Double
    /// Powers of ten are lines that stand out.
    var isPowerOfTen: Bool
  }

  /// Rising, the first and the last one being the ends: 1, 2 and 5 of each power of ten.
  let ticks: [Tick]

  /// To hold all these values; 1 µs is the least it shows.
  init(holding values: [Double]) {
    let least = max(1, values.min() ?? 1)
    let greatest = max(least, values.max() ?? 1)
    // 10^12 µs are eleven days.
    let steps = (0...12).flatMap { power in
      [1.0, 2, 5].map { Tick(microseconds: $0 * pow(10, Double(power)), isPowerOfTen: $0 == 1) }
    }
    let first = steps.lastIndex { $0.microseconds <= least } ?? 0
    let last = steps.firstIndex { $0.microseconds >= greatest } ?? steps.count - 1
    ticks = Array(steps[first...max(last, first + 1)])
  }

  /// Where a value is: 0 at the lower end, 1 at the upper.
  func place(of microseconds: Double) -> Double {
    let low = log10(ticks[0].microseconds)
    let high = log10(ticks[ticks.count - 1].microseconds)
    return min(1, max(0, (log10(max(1, microseconds)) - low) / (high - low)))
  }

  /// "200 µs", "5 ms", "1 s".
  static func label(of microseconds: Double) -> String {
    switch microseconds {
    case ..<1000: "\(Figure.fixed(microseconds)) µs"
    case ..<1_000_000: "\(Figure.fixed(microseconds / 1000)) ms"
    default: "\(Figure.fixed(microseconds / 1_000_000)) s"
    }
  }
}
