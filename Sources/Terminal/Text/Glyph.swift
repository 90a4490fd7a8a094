/// What stands in one place of the screen: a scalar of one or two columns and at most four that combine with
/// it (ncurses keeps five in a cell: `CCHARW_MAX` of curses.h). Made only by `Glyphs`, so that it never holds
/// anything that a terminal would obey.
package struct Glyph: Hashable, Sendable {
  /// The scalars of a glyph, the one that the others combine with first.
  package struct Scalars: RandomAccessCollection, Sendable {
    fileprivate let glyph: Glyph

    /// Where the first is.
    package var startIndex: Int { 0 }
    /// How many there are: 0 in the right half of a wide glyph, else 1 to 5.
    package var endIndex: Int { glyph.count }
    /// One of them.
    package subscript(index: Int) -> Unicode.Scalar {
      precondition(index >= 0 && index < glyph.count, "no such scalar in the glyph")
      return glyph.scalar(at: index)
    }
  }

  /// The most scalars that combine with the first.
  static let maximumMarks = 4

  /// An empty place.
  package static let blank = Glyph(" ", width: 1)

  /// The right half of a wide glyph, which has no scalars and no width of its own.
  package static let continuation = Glyph()

  // 16 bytes instead of a String's heap: a scalar takes 21 bits; three stand in the first word, the other two
  // in the second, and 0 means none. The highest bit of the first word says that it is two columns wide.
  private var first: UInt64
  private var second: UInt64 = 0

  private static let bits: UInt64 = 21
  private static let mask: UInt64 = 1 << bits - 1
  private static let wide: UInt64 = 1 << 63

  private init() { first = 0 }

  init(_ base: Unicode.Scalar, width: Int) {
    first = UInt64(base.value) | (width == 2 ? Self.wide : 0)
  }

  /// The glyph of a character that is exactly one; nil for any other.
  package init?(_ character: Character) {
    var glyphs = GlyphIterator(character.unicodeScalars)
    guard let glyph = glyphs.next(), glyphs.next() == nil else { return nil }
    self = glyph
  }

  /// How many columns it takes: 1 or 2; 0 for the right half of a wide one.
  package var width: Int { first & Self.wide != 0 ? 2 : first == 0 ? 0 : 1 }

  /// Its scalars.
  package var scalars: Scalars { Scalars(glyph: self) }

  /// Its scalars as a text; empty for the right half of a wide one.
  package var string: String {
    var view = String.UnicodeScalarView()
    append(to: &view)
    return String(view)
  }

  func append(to view: inout String.UnicodeScalarView) {
    for index in 0..<count { view.append(scalar(at: index)) }
  }

  /// The scalar that the others combine with; NUL in the right half of a wide glyph.
  var base: Unicode.Scalar { scalar(at: 0) }

  /// Whether nothing combines with the first scalar.
  var isBare: Bool { first >> Self.bits & Self.mask == 0 }

  /// The scalar that was added last.
  var last: Unicode.Scalar { scalar(at: max(0, count - 1)) }

  /// Puts another scalar in the place of the first.
  mutating func replaceBase(_ base: Unicode.Scalar) {
    first = first & ~Self.mask | UInt64(base.value)
  }

  /// Adds a scalar that combines with the first; what is too much is left out.
  mutating func add(_ mark: Unicode.Scalar) {
    let count = count
    guard count > 0, count <= Self.maximumMarks else { return }
    if count < 3 {
      first |= UInt64(mark.value) << (UInt64(count) * Self.bits)
    } else {
      second |= UInt64(mark.value) << (UInt64(count - 3) * Self.bits)
    }
  }

  private var count: Int {
    if first == 0 { return 0 }
    if isBare { return 1 }
    if first >> (2 * Self.bits) & Self.mask == 0 { return 2 }
    return second == 0 ? 3 : second >> Self.bits == 0 ? 4 : 5
  }

  private func scalar(at index: Int) -> Unicode.Scalar {
    let word = index < 3 ? first : second
    let value = word >> (UInt64(index % 3) * Self.bits) & Self.mask
    return Unicode.Scalar(UInt32(value)) ?? "\u{FFFD}"
  }
}
