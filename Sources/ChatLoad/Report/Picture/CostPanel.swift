/// The right panel of a row: what a delivery costs each server, a bar each, with the least and the greatest
/// of its runs.
struct CostPanel {
  private static let barHeight = 12.0
  private static let nameWidth = 124.0
  private static let figureWidth = 48.0

  private let frame: Frame
  private let servers: [ServerRuns]
  private let styles: [String: SeriesStyle]
  private let greatest: Double

  /// The frame holds the names, the bars and the figures at their ends.
  init(_ servers: [ServerRuns], styles: [String: SeriesStyle], in frame: Frame) {
    self.frame = frame
    self.servers = servers
    self.styles = styles
    greatest = servers.flatMap { $0.runs.compactMap(\.cost) }.max() ?? 0
  }

  var elements: [SVGElement] {
    let pitch = min(28, frame.height / Double(max(1, servers.count)))
    return servers.enumerated().flatMap { index, server in
      row(server, middle: frame.top + pitch * (Double(index) + 0.5))
    }
  }

  private func row(_ server: ServerRuns, middle: Double) -> [SVGElement] {
    let style = styles[server.label] ?? SeriesStyle(color: Palette.text, dash: "none")
    let left = frame.left + Self.nameWidth
    let name = SVGElement.text(
      SVGElement.shortened(server.label, to: 16), x: left - 8, y: middle + 4, .end, fill: style.color)
    let costs = server.runs.compactMap(\.cost)
    guard let median = costs.median, let least = costs.min(), let most = costs.max(), greatest > 0 else {
      return [name, .text("not known", x: left, y: middle + 4, fill: Palette.faint)]
    }
    let figure = SVGElement.text(Figure.short(median), x: left + width(most) + 8, y: middle + 4)
    return [name, bar(left, middle, width(median), style)]
      + whisker(from: left + width(least), to: left + width(most), middle) + [figure]
  }

  private func bar(_ left: Double, _ middle: Double, _ width: Double, _ style: SeriesStyle) -> SVGElement {
    SVGElement(
      "rect",
      [
        "x": SVGElement.coordinate(left), "y": SVGElement.coordinate(middle - Self.barHeight / 2),
        "width": SVGElement.coordinate(max(1, width)), "height": SVGElement.coordinate(Self.barHeight),
        "rx": "2", "fill": style.color, "fill-opacity": style.isVariant ? "0.35" : "0.9",
        "stroke": style.color, "stroke-dasharray": style.dash,
      ])
  }

  private func whisker(from least: Double, to most: Double, _ middle: Double) -> [SVGElement] {
    guard most - least >= 1 else { return [] }
    return [
      .line(x1: least, y1: middle, x2: most, y2: middle, stroke: Palette.text),
      .line(x1: least, y1: middle - 3, x2: least, y2: middle + 3, stroke: Palette.text),
      .line(x1: most, y1: middle - 3, x2: most, y2: middle + 3, stroke: Palette.text),
    ]
  }

  private func width(_ cost: Double) -> Double {
    (frame.width - Self.nameWidth - Self.figureWidth) * cost / greatest
  }
}
