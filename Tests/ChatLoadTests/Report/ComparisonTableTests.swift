import ChatLoad
import Testing

@Suite("The table of a comparison")
struct ComparisonTableTests {
  @Test("has medians, and costs against a base round by round")
  func fanout() throws {
    let comparison = try compared([
      full("papod", cost: 1), full("ngircd", cost: 4), full("papod", cost: 2), full("ngircd", cost: 6),
    ])
    #expect(
      comparison.plain(base: "papod") == """
        fan200: 200 receivers, 1 sender with 1 message under way, 100 bytes a message, 3 s
        server  speaks  runs  deliveries/s  CPU µs/delivery  p50 µs  p99 µs  p99.9 µs  server CPU  load CPU\
                   × papod  faults
        papod   plain      2       144,859             1.50      10     100     1,000        0.95      0.50\
                      1.00  none
        ngircd  plain      2       144,859             5.00      10     100     1,000        0.95      0.50\
          3.50 (3.00–4.00)  none

        """)
  }

  @Test("is Markdown under a heading")
  func markdown() throws {
    let text = try compared([full("papod", cost: 1)]).markdown()
    #expect(text.hasPrefix("### fan200\n200 receivers, 1 sender with 1 message under way, "))
    #expect(
      text.hasSuffix("\n| papod | plain | 1 | 144,859 | 1.00 | 10 | 100 | 1,000 | 0.95 | 0.50 | none |\n"))
  }

  @Test("has no ratios against a base that is not there")
  func noBase() throws {
    let comparison = try compared([full("papod", cost: 1)])
    #expect(comparison.table(base: "ngircd") == comparison.table())
  }

  @Test("says where a server could have done more")
  func limited() throws {
    let run = full("papod", cost: 1) { run in
      run.loadUtilization = 1
      run.serverUtilization = 0.5
    }
    #expect(try cells("deliveries/s", [run]) == ["≥ 144,859"])
  }

  @Test("has the figures that its mode is about")
  func modes() throws {
    let figures: [Mode: [String]] = [
      .fanout: ["deliveries/s", "CPU µs/delivery", "p50 µs", "p99 µs", "p99.9 µs", "server CPU", "load CPU"],
      .paced: ["deliveries/s", "CPU µs/delivery", "p50 µs", "p99 µs", "p99.9 µs", "server CPU", "load CPU"],
      .private: [
        "round trips/s", "CPU µs/round trip", "p50 µs", "p99 µs", "p99.9 µs", "server CPU", "load CPU",
      ],
      .handshake: ["cycles/s", "CPU µs/cycle", "p50 µs", "p99 µs", "p99.9 µs", "server CPU", "load CPU"],
      .idle: ["CPU µs/newcomer", "KiB/connection", "s to connect all", "idle CPU"],
      .resume: ["sessions/s", "CPU µs/session", "p50 µs", "p99 µs", "p99.9 µs", "peak MiB"],
    ]
    for mode in Mode.allCases {
      let load = Load(mode: mode, language: .plain, receivers: 200, seconds: 3)
      let headings = try compared([Sample.run("papod", load: load)]).table().headings.map(\.text)
      #expect(headings == ["server", "speaks", "runs"] + (figures[mode] ?? []) + ["faults"], "\(mode)")
    }
  }

  @Test("tells what connections cost")
  func idle() throws {
    let idle = Load(mode: .idle, language: .plain, receivers: 1000, seconds: 1)
    let run = Sample.run("papod", load: idle) { run in
      run.joinMicroseconds = 213
      run.residentKibibytesPerConnection = 32.14
      run.connectSeconds = 1.534
      run.idleUtilization = 0.000_31
    }
    let row = try compared([run]).table().rows[0]
    #expect(row == ["papod", "plain", "1", "213", "32.1", "1.53", "0.0003", "none"])
  }

  @Test("tells the most memory of a return in mebibytes, and what is not known with a dash")
  func resume() throws {
    let resume = Load(mode: .resume, language: .numbered, receivers: 1000, seconds: 1)
    let run = Sample.run("papod", load: resume) { run in
      run.unitsPerSecond = 4000
      run.peakKibibytes = 51_200
    }
    let row = try compared([run]).table().rows[0]
    #expect(row == ["papod", "numbered", "1", "4,000", "–", "–", "–", "–", "50.0", "none"])
  }

  private func full(
    _ label: String, cost: Double, _ change: (inout RunResult) -> Void = { _ in }
  ) -> RunResult {
    Sample.run(label, cost: cost) { run in
      run.unitsPerSecond = 144_859
      run.serverUtilization = 0.95
      run.loadUtilization = 0.5
      run.latency = Sample.latency()
      change(&run)
    }
  }

  private func compared(_ runs: [RunResult]) throws -> Comparison {
    try #require(Comparison.all(of: runs).first)
  }

  private func cells(_ heading: String, _ runs: [RunResult]) throws -> [String] {
    let table = try compared(runs).table()
    let column = try #require(table.headings.firstIndex { $0.text == heading })
    return table.rows.map { $0[column] }
  }
}
