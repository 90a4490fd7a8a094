/// Makes glyphs of scalars, one after the other, without ever looking further than two scalars ahead.
struct GlyphIterator<Scalars: Sequence<Unicode.Scalar>>: IteratorProtocol {
  private var scalars: Scalars.Iterator
  private var ahead: Unicode.Scalar?
  private var taken = 0

  /// Where the glyph began that came last, in bytes of UTF-8 from the beginning of the text.
  private(set) var offset = 0

  init(_ scalars: Scalars) {
    self.scalars = scalars.makeIterator()
    ahead = self.scalars.next()
  }

  mutating func next() -> Glyph? {
    while let scalar = ahead {
      offset = taken
      advance()
      switch ScalarKind(scalar) {
      case .letter(let width): return combined(Glyph(scalar, width: width))
      case .mark, .jamo: return combined(Glyph.dottedCircle(with: scalar))
      case .skinTone: return combined(Glyph(scalar, width: TextWidth.columns(of: scalar)))
      case .blank: return combined(.blank)
      case .unsafe: return combined(.replacement)
      case .joiner, .invisible: continue
      }
    }
    return nil
  }

  /// The glyph with all that follows and takes no place of its own.
  private mutating func combined(_ base: Glyph) -> Glyph {
    var glyph = base
    while let scalar = ahead {
      // Nearly always the next is a letter of ASCII.
      if scalar.value >= 0x20, scalar.value < 0x7F { return glyph }
      switch ScalarKind(scalar) {
      case .mark: glyph.add(scalar)
      case .jamo:
        guard Hangul.join(scalar, to: &glyph) else { return glyph }
      case .skinTone where glyph == .blank: return glyph
      case .skinTone, .invisible: break
      case .joiner:
        advance()
        if let next = ahead, joins(glyph, next) { glyph.add(scalar) }
        continue
      case .letter, .blank, .unsafe: return glyph
      }
      advance()
    }
    return glyph
  }

  /// Whether a joiner stays between the two: only where what follows stays as well, and as it is.
  private func joins(_ glyph: Glyph, _ next: Unicode.Scalar) -> Bool {
    guard Joiner.joins(glyph.last, next) else { return false }
    return switch ScalarKind(next) {
    case .letter: true
    case .mark: glyph.scalars.count < Glyph.maximumMarks
    case .jamo, .joiner, .skinTone, .blank, .invisible, .unsafe: false
    }
  }

  private mutating func advance() {
    if let ahead { taken += UTF8.width(ahead) }
    ahead = scalars.next()
  }
}

extension Glyph {
  fileprivate static let replacement = Glyph("\u{FFFD}", width: 1)

  fileprivate static func dottedCircle(with mark: Unicode.Scalar) -> Glyph {
    var glyph = Glyph("\u{25CC}", width: 1)
    glyph.add(mark)
    return glyph
  }
}
