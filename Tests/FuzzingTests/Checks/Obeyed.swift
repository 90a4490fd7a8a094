/// What a terminal obeys instead of showing it, by the standards and not by our own nets: C0, DEL and C1
/// (ECMA-48), the separators of lines and paragraphs, and what turns the direction of writing (UAX #9).
enum Obeyed {
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  static func isIn(_ text: String) -> Bool { text.unicodeScalars.contains(where: contains) }
}
