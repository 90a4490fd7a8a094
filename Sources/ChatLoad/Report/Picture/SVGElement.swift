/// An element of an SVG picture, with what is in it.
struct SVGElement {
  let name: String
  let attributes: KeyValuePairs<String, String>
  let text: String
  let children: [SVGElement]

  /// With text or children, not both.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, String>, text: String = "",
    children: [SVGElement] = []
  ) {
    precondition(text.isEmpty || children.isEmpty)
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// Well-formed XML 1.0 whatever the texts are, children each on a line of its own.
  var xml: String {
    let start = attributes.reduce("<" + name) { $0 + " \($1.key)=\"\(Self.escaped($1.value))\"" }
    guard children.isEmpty else {
      return start + ">\n" + children.map { $0.xml + "\n" }.joined() + "</\(name)>"
    }
    return start + (text.isEmpty ? "/>" : ">\(Self.escaped(text))</\(name)>")
  }

  /// A coordinate, to a tenth of a unit.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case _ where isCharacter(scalar): escaped.unicodeScalars.append(scalar)
      default: escaped += "\u{FFFD}"
      }
    }
  }

  /// Whether XML 1.0 knows it (Char, https://www.w3.org/TR/xml/#charsets). TAB, LF and CR would come out of
  /// an attribute as spaces, and no text of a picture has any.
  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
