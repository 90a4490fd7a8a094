/// How a server is drawn. Variants of a server, whose names go on with `+` or `-`, share its colour and
/// differ in their dashes.
struct SeriesStyle: Equatable {
  let color: String
  /// An SVG stroke-dasharray.
  let dash: String

  /// Whether it is a variant of a server that came before.
  var isVariant: Bool { dash != Self.dashes[0] }

  /// One for each name, by their order.
  static func styles(for labels: [String]) -> [String: SeriesStyle] {
    var families: [Substring] = []
    var variants: [Substring: Int] = [:]
    var styles: [String: SeriesStyle] = [:]
    for label in labels where styles[label] == nil {
      let family = label.prefix { !"+-".contains($0) }
      let index = families.firstIndex(of: family) ?? families.count
      if index == families.count { families.append(family) }
      let variant = variants[family, default: 0]
      variants[family] = variant + 1
      // With more families than colours, colours come again with other dashes.
      styles[label] = SeriesStyle(
        color: Palette.families[index % Palette.families.count],
        dash: dashes[(variant + index / Palette.families.count) % dashes.count])
    }
    return styles
  }

  private static let dashes = ["none", "7 4", "2 3", "10 3 2 3"]
}
