import CrashTesting
import TestSupport
import Testing

@Suite("A room over several servers to which everything happens")
struct ClusterRunTests {
  @Test("loses and doubles nothing, keeps one order, and lets each name be one person's")
  func cluster() throws {
    let folder = try TemporaryFolder()
    let settings = ClusterSettings(
      seed: 1, rounds: 6, clients: 6, papod: try TestPrograms.path(of: "papod"), folder: folder.path)
    let tally = try ClusterRun(settings) { _ in }.run()
    #expect(tally.lines.rounds == 6)
    #expect(tally.faults.values.reduce(0, +) >= 2)
    #expect(tally.lines.acknowledged >= 20)
  }
}
