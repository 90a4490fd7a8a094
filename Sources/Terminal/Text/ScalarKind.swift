/// What a scalar is to a screen.
enum ScalarKind: Equatable {
  /// It takes a place of its own, of that many columns.
  case letter(Int)
  /// It combines with what stands before it.
  case mark
  /// A vowel or a final consonant of Hangul, which combines with the first consonant only.
  case jamo
  /// U+200C or U+200D.
  case joiner
  /// It colours the emoji before it.
  case skinTone
  /// TAB.
  case blank
  /// It shows nothing by itself.
  case invisible
  /// It must never reach a terminal, or nobody knows how wide it is.
  case unsafe

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x7E: self = .letter(1)
    case 0x09: self = .blank
    // Controls; line and paragraph separator; what embeds, overrides and isolates directions. The invisible
    // marks of direction fall under Default_Ignorable_Code_Point below.
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: self = .unsafe
    case 0x200C, 0x200D: self = .joiner
    case 0x1F3FB...0x1F3FF: self = .skinTone
    default:
      self = scalar.properties.isDefaultIgnorableCodePoint ? .invisible : Self.shown(scalar)
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> ScalarKind {
    let width = TextWidth.columns(of: scalar)
    if width > 0 { return .letter(width) }
    if width < 0 { return .unsafe }
    if Hangul.isMedialOrFinal(scalar) { return .jamo }
    return scalar.properties.generalCategory == .format ? .invisible : .mark
  }
}
