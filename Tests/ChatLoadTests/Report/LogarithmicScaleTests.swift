import Testing

@testable import ChatLoad

@Suite("A logarithmic scale")
struct LogarithmicScaleTests {
  @Test(
    "begins and ends with 1, 2 or 5 of a power of ten",
    arguments: [
      ([643, 40_000], 500, 50_000), ([500, 50_000], 500, 50_000), ([499, 50_001], 200, 100_000),
      ([100], 100, 200), ([0.2, 3], 1, 5), ([], 1, 2),
    ])
  func ends(values: [Double], least: Double, greatest: Double) {
    let scale = LogarithmicScale(holding: values)
    #expect(scale.ticks.first?.microseconds == least)
    #expect(scale.ticks.last?.microseconds == greatest)
  }

  @Test("knows its powers of ten")
  func powers() {
    let ticks = LogarithmicScale(holding: [50, 200]).ticks
    #expect(ticks.map(\.microseconds) == [50, 100, 200])
    #expect(ticks.map(\.isPowerOfTen) == [false, true, false])
  }

  @Test("gives equal ways to equal factors, and keeps to its ends")
  func places() {
    let scale = LogarithmicScale(holding: [1, 10_000])
    let places = [0.1, 1, 10, 100, 10_000, 100_000].map(scale.place(of:))
    for (place, expected) in zip(places, [0, 0, 0.25, 0.5, 1, 1]) {
      #expect(abs(place - expected) < 1e-9)
    }
  }

  @Test(
    "names its values",
    arguments: [(1, "1 µs"), (500, "500 µs"), (1000, "1 ms"), (500_000, "500 ms"), (2_000_000, "2 s")])
  func labels(microseconds: Double, label: String) {
    #expect(LogarithmicScale.label(of: microseconds) == label)
  }
}
