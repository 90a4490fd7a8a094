import ArgumentParser
import ChatLoad

/// `papo-bench compare`
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make tables and a picture of what runs have measured.",
    discussion: """
      Each FILE has the lines that runs with --json printed. Runs of one suite and one load make a table: a \
      row a server, medians over its runs. With --base, the last figure is a server's cost as a multiple of \
      the base's: its k-th run against the base's k-th, the median of these, and the least and the greatest.
      """)

  @Argument(help: ArgumentHelp("Results, a line of JSON a run.", valueName: "FILE"))
  var files: [String]

  @Option(help: ArgumentHelp("The server that all others are compared with.", valueName: "NAME"))
  var base: String?

  @Option(
    name: .customLong("suite"),
    help: ArgumentHelp("Only the runs of this suite; of several with more --suite.", valueName: "NAME"))
  var suites: [String] = []

  @Flag(help: "Tables in Markdown.")
  var markdown = false

  @Option(help: ArgumentHelp("Also draw latencies and costs as SVG.", valueName: "FILE"))
  var plot: String?

  mutating func run() throws {
    let runs = try files.flatMap { try ResultFile($0).runs }
    let comparisons = Comparison.all(of: try chosen(runs))
    if let base, !comparisons.contains(where: { $0.server(named: base) != nil }) {
      throw ValidationError("--base: there are no results of \(base)")
    }
    if let plot {
      guard let picture = Picture(of: comparisons) else {
        throw ValidationError("--plot: no run has latencies")
      }
      try PictureFile.write(picture, to: plot)
    }
    let tables = comparisons.map { markdown ? $0.markdown(base: base) : $0.plain(base: base) }
    print(tables.joined(separator: "\n"), terminator: "")
  }

  private func chosen(_ runs: [RunResult]) throws -> [RunResult] {
    guard !runs.isEmpty else { throw ValidationError("there are no results") }
    guard !suites.isEmpty else { return runs }
    if let suite = suites.first(where: { suite in !runs.contains { $0.suite == suite } }) {
      throw ValidationError("--suite: there are no results of \(suite)")
    }
    return runs.filter { $0.suite.map(suites.contains) ?? false }
  }
}
