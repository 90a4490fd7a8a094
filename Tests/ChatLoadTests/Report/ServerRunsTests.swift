import ChatLoad
import Testing

@Suite("A server's runs")
struct ServerRunsTests {
  @Test("have the median of those that know a figure")
  func median() throws {
    let runs = try server([Sample.run("a", cost: 9), Sample.run("a"), Sample.run("a", cost: 1)])
    #expect(runs.median(\.serverMicrosecondsPerUnit) == 5)
    #expect(runs.median(\.joinMicroseconds) == nil)
  }

  @Test("cost what a newcomer costs where nobody says anything")
  func idleCost() {
    let idle = Load(mode: .idle, language: .plain, receivers: 1000, seconds: 1)
    #expect(Sample.run("a", cost: 1, load: idle) { $0.joinMicroseconds = 210 }.cost == 210)
  }

  @Test("say all that went wrong, added up")
  func faults() throws {
    let clean = Sample.run("a")
    #expect(try server([clean, clean]).faults == "none")
    let faulty = Sample.run("a") { run in
      run.lost = 1500
      run.duplicated = 1
      run.reordered = 2
      run.malformed = 3
      run.disconnected = 4
      run.unacknowledged = 5
      run.isComplete = false
    }
    #expect(
      try server([clean, faulty, faulty]).faults
        == """
        3,000 lost, 2 doubled, 4 out of order, 6 malformed, 8 cut, 10 not acknowledged, \
        2 of 3 runs incomplete
        """)
  }

  @Test(
    "tell when the load was the limit and not the server",
    arguments: [
      (0.95, 0.89, 1, true), (0.94, 0.89, 1, false), (0.95, 0.9, 1, false), (1.89, 0.89, 2, false),
      (1.9, 0.89, 2, true),
    ])
  func limited(load: Double, server: Double, threads: Int, isLimited: Bool) throws {
    var fanout = Sample.fanout
    fanout.threads = threads
    let run = Sample.run("a", load: fanout) { run in
      run.loadUtilization = load
      run.serverUtilization = server
    }
    #expect(try self.server([run]).isLoadLimited == isLimited)
  }

  @Test("whose pace is given, or whose server is not known, have no such limit")
  func notLimited() throws {
    let paced = Load(mode: .paced, language: .plain, receivers: 200, seconds: 3)
    let run = Sample.run("a", load: paced) { run in
      run.loadUtilization = 1
      run.serverUtilization = 0.1
    }
    #expect(try !server([run]).isLoadLimited)
    #expect(try !server([Sample.run("a") { $0.loadUtilization = 1 }]).isLoadLimited)
  }

  @Test("have a name that no terminal obeys")
  func name() throws {
    #expect(try server([Sample.run("a\u{1B}[2Jb\u{9B}c\nd")]).label == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d")
  }

  private func server(_ runs: [RunResult]) throws -> ServerRuns {
    try #require(Comparison.all(of: runs).first?.servers.first)
  }
}
