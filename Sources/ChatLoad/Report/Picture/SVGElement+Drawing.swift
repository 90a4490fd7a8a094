extension SVGElement {
  /// Which end of a text is where it is put.
  enum Anchor: String {
    case start, middle, end
  }

  /// A line of text on a baseline.
  static func text(
    _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, fill: String = Palette.text
  ) -> SVGElement {
    SVGElement(
      "text",
      ["x": coordinate(x), "y": coordinate(y), "text-anchor": anchor.rawValue, "fill": fill], text: text)
  }

  /// A heading on a baseline.
  static func heading(_ text: String, x: Double, y: Double) -> SVGElement {
    SVGElement("text", ["x": coordinate(x), "y": coordinate(y), "font-weight": "bold"], text: text)
  }

  /// A thin straight line.
  static func line(x1: Double, y1: Double, x2: Double, y2: Double, stroke: String) -> SVGElement {
    SVGElement(
      "line",
      [
        "x1": coordinate(x1), "y1": coordinate(y1), "x2": coordinate(x2), "y2": coordinate(y2),
        "stroke": stroke,
      ])
  }

  /// A name that is shortened where there is no room for it.
  static func shortened(_ name: String, to count: Int) -> String {
    name.count <= count ? name : name.prefix(count - 1) + "…"
  }
}
