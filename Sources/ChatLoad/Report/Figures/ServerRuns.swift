/// The runs of one server under one load, in the order in which they were made.
package struct ServerRuns: Equatable, Sendable {
  /// What the server is called, safe to be shown: U+FFFD for each control character.
  package let label: String
  package let language: Language
  package private(set) var runs: [RunResult]

  /// With its first run.
  init(_ run: RunResult) {
    label = Self.shown(run.label)
    language = run.load.language
    runs = [run]
  }

  /// Whether a run is this server's.
  func includes(_ run: RunResult) -> Bool {
    label == Self.shown(run.label) && language == run.load.language
  }

  mutating func append(_ run: RunResult) {
    runs.append(run)
  }

  /// The median of a figure over the runs that know it; nil where none does.
  package func median(_ figure: (RunResult) -> Double?) -> Double? {
    runs.compactMap(figure).median
  }

  /// What it costs against another server: the k-th run against the other's k-th.
  package func ratio(to base: ServerRuns) -> Ratio? {
    Ratio(of: runs.map(\.cost), to: base.runs.map(\.cost))
  }

  /// What went wrong in all runs together, in words: "none", or "3 lost, 1 cut".
  package var faults: String {
    let counted: [(KeyPath<RunResult, Int>, String)] = [
      (\.lost, "lost"), (\.duplicated, "doubled"), (\.reordered, "out of order"), (\.malformed, "malformed"),
      (\.disconnected, "cut"), (\.unacknowledged, "not acknowledged"),
    ]
    var words = counted.compactMap { path, word in
      let count = runs.reduce(0) { $0 + $1[keyPath: path] }
      return count == 0 ? nil : "\(Figure.fixed(Double(count))) \(word)"
    }
    let incomplete = runs.count { !$0.isComplete }
    if incomplete > 0 { words.append("\(incomplete) of \(runs.count) runs incomplete") }
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }

  /// Whether in the middle the load generator was at its limit and the server was not: then the server could
  /// have done more. Not under loads whose pace is given.
  package var isLoadLimited: Bool {
    guard let run = runs.first, run.load.mode.isClosedLoop, let server = median(\.serverUtilization),
      let load = median(\.loadUtilization)
    else { return false }
    return load >= 0.95 * Double(run.load.threads) && server < 0.9
  }

  private static func shown(_ label: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in label.unicodeScalars {
      shown.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }
}
