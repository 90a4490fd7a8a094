import CrashTesting
import TestSupport
import Testing

@Suite("A server that crashes")
struct CrashRunTests {
  @Test("loses and doubles nothing, and keeps one order")
  func crash() throws {
    let folder = try TemporaryFolder()
    let settings = CrashSettings(
      seed: 4, rounds: 15, clients: 10, papod: try TestPrograms.path(of: "papod"), folder: folder.path)
    let tally = try CrashRun(settings) { _ in }.run()
    #expect(tally.rounds == 15)
    #expect(tally.kills >= 5)
    #expect(tally.resumed >= 20)
    #expect(tally.acknowledged >= 200)
  }
}
