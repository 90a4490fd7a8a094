extension Comparison {
  /// A row a server: medians over its runs, and its cost against the server of that name, which is the median
  /// over the rounds with the least and the greatest behind it. Without a base, or one that was not measured
  /// under this load, that column is missing.
  package func table(base: String? = nil) -> Table {
    let columns = columns(base: base.flatMap(server(named:)))
    return Table(
      headings: columns.map(\.heading), rows: servers.map { server in columns.map { $0.text(server) } })
  }

  /// Title, load and table in Markdown, the title as a heading of the third level.
  package func markdown(base: String? = nil) -> String {
    "### \(title)\n\(load.wording)\n\n\(table(base: base).markdown)"
  }

  /// The same for a terminal.
  package func plain(base: String? = nil) -> String {
    "\(title): \(load.wording)\n\(table(base: base).plain)"
  }

  private func columns(base: ServerRuns?) -> [Column] {
    let first: [Column] = [
      .words("server", \.label), .words("speaks", \.language.rawValue),
      .number("runs") { String($0.runs.count) },
    ]
    var ratio: [Column] = []
    if let base {
      ratio = [.number("× \(base.label)") { Self.wording($0.ratio(to: base)) }]
    }
    return first + figures + ratio + [.words("faults", \.faults)]
  }

  private var figures: [Column] {
    switch load.mode {
    case .fanout, .paced, .private, .handshake: [throughput, cost] + latency + utilization
    case .idle: [cost] + memory
    case .resume: [throughput, cost] + latency + [.median("peak MiB") { $0.peakKibibytes.map { $0 / 1024 } }]
    }
  }

  private var throughput: Column {
    .number("\(load.mode.unit.many)/s") { server in
      guard let median = server.median(\.unitsPerSecond) else { return Figure.unknown }
      return (server.isLoadLimited ? "≥ " : "") + Figure.fixed(median)
    }
  }

  private var cost: Column { .median("CPU µs/\(load.mode.unit.one)") { $0.cost } }

  private var latency: [Column] {
    [
      .median("p50 µs", Column.whole) { $0.latency?.p50 },
      .median("p99 µs", Column.whole) { $0.latency?.p99 },
      .median("p99.9 µs", Column.whole) { $0.latency?.p999 },
    ]
  }

  private var utilization: [Column] {
    [
      .median("server CPU", Column.hundredths) { $0.serverUtilization },
      .median("load CPU", Column.hundredths) { $0.loadUtilization },
    ]
  }

  private var memory: [Column] {
    [
      .median("KiB/connection") { $0.residentKibibytesPerConnection },
      .median("s to connect all") { $0.connectSeconds },
      .median("idle CPU", { Figure.fixed($0, decimals: 4) }) { $0.idleUtilization },
    ]
  }

  private static func wording(_ ratio: Ratio?) -> String {
    guard let ratio else { return Figure.unknown }
    let median = Figure.short(ratio.median)
    guard ratio.least < ratio.greatest else { return median }
    return "\(median) (\(Figure.short(ratio.least))–\(Figure.short(ratio.greatest)))"
  }
}
