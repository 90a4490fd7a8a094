/// The left panel of a row: latency over the percentiles, a curve a server, each with its name at its end.
struct LatencyPanel {
  private typealias Series = (name: String, style: SeriesStyle, curve: LatencyCurve)

  /// Between baselines of names.
  private static let pitch = 15.0
  private static let percentiles = ["0 %", "90 %", "99 %", "99.9 %", "99.99 %"]

  private let frame: Frame
  private let series: [Series]
  private let scale: LogarithmicScale

  /// The frame is that of the curves; the scale stands on its left, the names on its right.
  init(_ servers: [ServerRuns], styles: [String: SeriesStyle], in frame: Frame) {
    self.frame = frame
    series = servers.compactMap { server in
      guard let curve = LatencyCurve(of: server.runs), let style = styles[server.label] else { return nil }
      return (server.label, style, curve)
    }
    scale = LogarithmicScale(holding: series.flatMap { $0.curve.points.map(\.microseconds) })
  }

  var elements: [SVGElement] { horizontals + verticals + series.map(line) + names }

  private var horizontals: [SVGElement] {
    // Where there are many, the powers of ten are named alone.
    let namesAll = scale.ticks.count <= 8
    return scale.ticks.flatMap { tick in
      let y = y(tick.microseconds)
      let stroke = tick.isPowerOfTen ? Palette.strongLine : Palette.line
      let line = SVGElement.line(x1: frame.left, y1: y, x2: frame.right, y2: y, stroke: stroke)
      guard namesAll || tick.isPowerOfTen else { return [line] }
      let label = LogarithmicScale.label(of: tick.microseconds)
      return [line, .text(label, x: frame.left - 8, y: y + 4, .end, fill: Palette.faint)]
    }
  }

  private var verticals: [SVGElement] {
    Self.percentiles.enumerated().flatMap { nines, label in
      let x = x(Double(nines))
      return [
        SVGElement.line(x1: x, y1: frame.top, x2: x, y2: frame.bottom, stroke: Palette.line),
        .text(label, x: x, y: frame.bottom + 18, .middle, fill: Palette.faint),
      ]
    }
  }

  private func line(_ series: Series) -> SVGElement {
    let points = series.curve.points.map {
      SVGElement.coordinate(x($0.nines)) + "," + SVGElement.coordinate(y($0.microseconds))
    }
    return SVGElement(
      "polyline",
      [
        "points": points.joined(separator: " "), "fill": "none", "stroke": series.style.color,
        "stroke-width": "2", "stroke-linejoin": "round", "stroke-dasharray": series.style.dash,
      ])
  }

  /// The names beside the ends of the curves, as near as they can be without covering each other.
  private var names: [SVGElement] {
    let ends = series.compactMap { series in
      series.curve.points.last.map { (series: series, x: x($0.nines), y: y($0.microseconds)) }
    }.sorted { $0.y < $1.y }
    let places = Self.spread(ends.map(\.y), from: frame.top, to: frame.bottom)
    return zip(ends, places).flatMap { end, place in
      [
        SVGElement(
          "line",
          [
            "x1": SVGElement.coordinate(end.x), "y1": SVGElement.coordinate(end.y),
            "x2": SVGElement.coordinate(frame.right + 24), "y2": SVGElement.coordinate(place),
            "stroke": end.series.style.color, "stroke-dasharray": end.series.style.dash,
          ]),
        .text(
          SVGElement.shortened(end.series.name, to: 16), x: frame.right + 30, y: place + 4,
          fill: end.series.style.color),
      ]
    }
  }

  /// Moves rising places apart by `pitch`, as much up as down, and keeps them between the two where they have
  /// room there.
  static func spread(_ places: [Double], from top: Double, to bottom: Double) -> [Double] {
    // The mean of two rows whose steps are wide enough has such steps too.
    let even = zip(lowered(places, from: -.infinity), raised(places, to: .infinity)).map { ($0 + $1) / 2 }
    return raised(lowered(even, from: top), to: bottom)
  }

  private static func lowered(_ places: [Double], from top: Double) -> [Double] {
    var least = top
    return places.map { place in
      defer { least += pitch }
      least = max(place, least)
      return least
    }
  }

  private static func raised(_ places: [Double], to bottom: Double) -> [Double] {
    lowered(places.reversed().map { -$0 }, from: -bottom).reversed().map { -$0 }
  }

  private func x(_ nines: Double) -> Double { frame.left + frame.width * nines / LatencyCurve.greatest }

  private func y(_ microseconds: Double) -> Double {
    frame.bottom - frame.height * scale.place(of: microseconds)
  }
}
