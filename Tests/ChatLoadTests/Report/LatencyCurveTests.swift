import Testing

@testable import ChatLoad

@Suite("A latency curve")
struct LatencyCurveTests {
  @Test("goes over the nines, each step at the percentile that it is")
  func nines() throws {
    let points = try curve([Sample.latency()]).points
    #expect(points.count == 81)
    let expected = [(0, 1.0), (20, 10), (40, 100), (60, 1_000), (80, 10_000)]
    for (index, microseconds) in expected {
      #expect(points[index].nines == Double(index) / 20)
      #expect(points[index].microseconds == microseconds)
    }
  }

  @Test("is the median of the runs")
  func median() throws {
    let points = try curve([1, 9, 2].map { Sample.latency(factor: $0) }).points
    #expect(points.first?.microseconds == 2)
    #expect(points.last?.microseconds == 20_000)
  }

  @Test(
    "ends where the shortest run has one delivery left", arguments: [(1_000_000, 4), (10_000, 4), (100, 2)])
  func end(count: Int, nines: Double) throws {
    let points = try curve([Sample.latency(), Sample.latency(count: count)]).points
    #expect(points.last?.nines == nines)
  }

  @Test("takes the last value beyond the end of a distribution, and 1 µs for less")
  func edges() throws {
    var latency = Sample.latency(factor: 0.01)
    latency.curve.removeLast(3)
    let points = try curve([latency]).points
    #expect(points.first?.microseconds == 1)
    #expect(points.last?.microseconds == 1)
    latency.curve[2].microseconds = 7
    #expect(try curve([latency]).points.last?.microseconds == 7)
  }

  @Test("is none without a distribution")
  func none() {
    var empty = Sample.latency()
    empty.curve = []
    #expect(LatencyCurve(of: [Sample.run("a")]) == nil)
    #expect(LatencyCurve(of: [Sample.run("a") { $0.latency = empty }]) == nil)
    #expect(LatencyCurve(of: [Sample.run("a") { $0.latency = Sample.latency(count: 0) }]) == nil)
  }

  private func curve(_ latencies: [LatencySummary]) throws -> LatencyCurve {
    try #require(LatencyCurve(of: latencies.map { latency in Sample.run("a") { $0.latency = latency } }))
  }
}
