/// The growing pauses between attempts to connect again: 0.2 s unless told otherwise, doubled each time up to
/// 15 s, each moved by up to a quarter either way, so that the clients of a server that was restarted do not
/// all come back at once.
package struct Backoff: Sendable {
  /// The longest pause, in milliseconds; chance does not go beyond it.
  package let longestMilliseconds: Int64

  private let firstMilliseconds: Int64
  private let random: @Sendable () -> Double
  private var base: Int64

  /// Pauses from the first to the longest, in milliseconds from 1 on, whose chance comes from `random`, which
  /// answers numbers from 0 to 1.
  package init(
    firstMilliseconds: Int64 = 200, longestMilliseconds: Int64 = 15_000,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.firstMilliseconds = firstMilliseconds
    self.longestMilliseconds = longestMilliseconds
    self.random = random
    base = firstMilliseconds
  }

  /// The next pause, in milliseconds.
  package mutating func next() -> Int64 {
    let pause = Double(base) * (0.75 + 0.5 * min(max(random(), 0), 1))
    base = min(base * 2, longestMilliseconds)
    return min(Int64(pause), longestMilliseconds)
  }

  /// Begins again with the first pause.
  package mutating func reset() {
    base = firstMilliseconds
  }
}
