import Testing

@testable import Attacking

@Suite("The report of an attack")
struct AttackReportTests {
  @Test("fails where a figure is not as it should be")
  func fails() {
    var report = AttackReport(isShort: true)
    report.check("descriptors left over", 0, is: 0)
    report.show("connections", 1_000_000.grouped)
    #expect(!report.hasFailed)
    report.check("descriptors left over", 1, is: 0)
    #expect(report.hasFailed)
    #expect(
      report.checks.map(\.description) == [
        "descriptors left over: 0 (wanted: 0)  ok", "connections: 1,000,000  -",
        "descriptors left over: 1 (wanted: 0)  FAILED",
      ])
  }

  @Test("judges what an attack costs in long runs alone", arguments: [true, false])
  func costs(isShort: Bool) {
    var report = AttackReport(isShort: isShort)
    report.cost("p99", "12 ms", goal: "under 10 ms", false)
    #expect(report.hasFailed != isShort)
  }
}
