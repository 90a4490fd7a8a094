/// Several servers under one load: a table, and a row of the picture.
package struct Comparison: Equatable, Sendable {
  /// The name of the suite; of a run of its own the mode.
  package let title: String
  /// What was asked of all of them; its language is the first one's.
  package let load: Load
  /// In the order of their first runs.
  package private(set) var servers: [ServerRuns]

  /// Sorts runs by suite and load, and within these by server and language, each in the order in which they
  /// come first. The order of a server's runs stays: rounds are told by it.
  package static func all(of runs: [RunResult]) -> [Comparison] {
    var comparisons: [Comparison] = []
    for run in runs {
      if let index = comparisons.firstIndex(where: { $0.includes(run) }) {
        comparisons[index].append(run)
      } else {
        comparisons.append(Comparison(run))
      }
    }
    return comparisons
  }

  /// The first server of that name.
  package func server(named label: String) -> ServerRuns? {
    servers.first { $0.label == label }
  }

  private init(_ run: RunResult) {
    title = run.title
    load = run.load
    servers = [ServerRuns(run)]
  }

  private func includes(_ run: RunResult) -> Bool {
    var other = run.load
    other.language = load.language
    return title == run.title && load == other
  }

  private mutating func append(_ run: RunResult) {
    if let index = servers.firstIndex(where: { $0.includes(run) }) {
      servers[index].append(run)
    } else {
      servers.append(ServerRuns(run))
    }
  }
}

extension RunResult {
  fileprivate var title: String { suite ?? load.mode.rawValue }
}
