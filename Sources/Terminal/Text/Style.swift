/// How a piece of text looks. What it means must never hang on the colour alone: not everyone sees it, and
/// `NO_COLOR` turns it off.
package struct Style: Hashable, Sendable {
  /// What stands out without colour.
  package struct Traits: OptionSet, Hashable, Sendable {
    /// A bit for each, the same ones as in `CCurses.h`.
    package let rawValue: UInt8

    /// The traits of these bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Thicker, or brighter where a terminal has but one weight.
    package static let bold = Traits(rawValue: 1)
    /// Paler.
    package static let dim = Traits(rawValue: 2)
    /// With the colours of letters and background exchanged.
    package static let reverse = Traits(rawValue: 4)
    /// With a line below.
    package static let underline = Traits(rawValue: 8)
  }

  /// As the terminal writes by itself.
  package static let plain = Style()

  /// The colour of the letters; the background is the terminal's own, but for `whiteOnBlack`.
  package var color: Color
  /// What stands out without colour.
  package var traits: Traits

  /// A style with this colour and these traits.
  package init(_ color: Color = .standard, _ traits: Traits = []) {
    self.color = color
    self.traits = traits
  }
}
