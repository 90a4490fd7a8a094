import ChatLoad

/// A result in words, a line a figure.
enum ResultTable {
  static func text(of result: RunResult) -> String {
    var rows: [(String, String)] = [
      ("server", result.label), ("load", load(result.load)),
      ("units", "\(result.units) (\(number(result.unitsPerSecond)) a second)"),
    ]
    func add(_ name: String, _ value: Double?, _ unit: String = "") {
      if let value { rows.append((name, number(value) + unit)) }
    }
    add("server's time a unit", result.serverMicrosecondsPerUnit, " µs")
    add("server's time a newcomer", result.joinMicroseconds, " µs")
    add("server's processors", result.serverUtilization ?? result.idleUtilization)
    if result.loadUtilization > 0 { add("load's processors", result.loadUtilization) }
    if let latency = result.latency { rows.append(("latency", times(latency))) }
    if let completion = result.completion { rows.append(("completion", times(completion))) }
    add("everyone entered after", result.connectSeconds, " s")
    add("memory a connection", result.residentKibibytesPerConnection, " KiB")
    add("memory", result.residentKibibytes, " KiB")
    let peak = result.load.mode == .resume ? "memory more at the peak" : "peak of memory"
    add(peak, result.peakKibibytes, " KiB")
    rows.append(("check", check(result)))
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + value
    }.joined(separator: "\n")
  }

  static func progress(_ progress: RunProgress) -> String {
    let units = progress.units > 0 ? ", \(progress.units) units" : ""
    return "\(Int(progress.seconds)) s, \(progress.step.rawValue)\(units)"
  }

  private static func load(_ load: Load) -> String {
    let senders = load.senders > 0 ? ", senders: \(load.senders)" : ""
    return "\(load.mode.rawValue), \(load.language.rawValue), clients: \(load.receivers)\(senders)"
  }

  private static func times(_ summary: LatencySummary) -> String {
    "median \(number(summary.p50)) µs, 99 % \(number(summary.p99)) µs, "
      + "99.9 % \(number(summary.p999)) µs, most \(number(summary.maximum)) µs"
  }

  private static func check(_ result: RunResult) -> String {
    if result.isClean { return "every message once, in order" }
    var words = result.isComplete ? [] : ["incomplete"]
    let counts = [
      ("lost", result.lost), ("doubled", result.duplicated), ("out of order", result.reordered),
      ("malformed", result.malformed), ("disconnected", result.disconnected),
      ("not acknowledged", result.unacknowledged),
    ]
    words += counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return "FAILED: " + words.joined(separator: ", ")
  }

  /// Four significant digits at the most where there is a fraction.
  private static func number(_ value: Double) -> String {
    if value >= 1_000 { return "\(Int(value.rounded()))" }
    let scale = value >= 100 ? 10.0 : value >= 10 ? 100 : 1_000
    return "\((value * scale).rounded() / scale)"
  }
}
