/// The picture of a measurement, as SVG: a row a comparison that has latencies, with two panels, latency over
/// the percentiles and what a delivery costs. The same results make the same bytes.
package struct Picture {
  private static let width = 1080.0
  private static let margin = 24.0
  private static let rowHeight = 372.0
  private static let plotHeight = 252.0
  private static let font = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"

  private let comparisons: [Comparison]
  private let styles: [String: SeriesStyle]

  /// nil where no comparison has latencies.
  package init?(of comparisons: [Comparison]) {
    self.comparisons = comparisons.filter { comparison in
      comparison.servers.contains { LatencyCurve(of: $0.runs) != nil }
    }
    guard !self.comparisons.isEmpty else { return nil }
    styles = SeriesStyle.styles(for: self.comparisons.flatMap { $0.servers.map(\.label) })
  }

  /// Of one run or several; nil where none has latencies.
  package init?(of runs: [RunResult]) {
    self.init(of: Comparison.all(of: runs))
  }

  /// The file's text.
  package var svg: String {
    let height = Self.rowHeight * Double(comparisons.count)
    let (width, tall) = (SVGElement.coordinate(Self.width), SVGElement.coordinate(height))
    let title = "Latency and cost: " + comparisons.map(\.title).joined(separator: ", ")
    let rows = comparisons.enumerated().flatMap { index, comparison in
      row(comparison, top: Self.rowHeight * Double(index))
    }
    let picture = SVGElement(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(width) \(tall)", "width": width,
        "height": tall, "role": "img", "aria-label": title,
      ],
      children: [
        SVGElement("title", [:], text: title),
        SVGElement("rect", ["width": width, "height": tall, "rx": "8", "fill": Palette.ground]),
        SVGElement(
          "g", ["font-family": Self.font, "font-size": "12", "fill": Palette.text], children: rows),
      ])
    return picture.xml + "\n"
  }

  private func row(_ comparison: Comparison, top: Double) -> [SVGElement] {
    let unit = comparison.load.mode.unit.one
    let plotTop = top + 78
    let curves = Frame(left: 84, top: plotTop, width: 430, height: Self.plotHeight)
    let bars = Frame(left: 690, top: plotTop, width: Self.width - Self.margin - 690, height: Self.plotHeight)
    return [
      SVGElement(
        "text",
        ["x": SVGElement.coordinate(Self.margin), "y": SVGElement.coordinate(top + 34)],
        children: [
          SVGElement("tspan", ["font-size": "16", "font-weight": "bold"], text: comparison.title),
          SVGElement("tspan", ["dx": "12", "fill": Palette.faint], text: comparison.load.wording),
        ]),
      .heading("latency by percentile", x: Self.margin, y: top + 62),
      .heading("server's CPU a \(unit), µs", x: bars.left, y: top + 62),
    ]
      + LatencyPanel(comparison.servers, styles: styles, in: curves).elements
      + CostPanel(comparison.servers, styles: styles, in: bars).elements
  }
}
