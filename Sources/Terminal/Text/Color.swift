/// A colour of letters.
package enum Color: Hashable, Sendable {
  /// The terminal's own.
  case standard
  /// What the terminal's user has these six set to.
  case red, green, yellow, blue, magenta, cyan
  /// One of many that can be read on a dark and on a light background: the same number is the same colour,
  /// and numbers beyond the terminal's own many begin again.
  case shade(UInt32)
  /// White on a black ground, whatever the terminal's own colours are, for what a camera is to read. Without
  /// colours the terminal's own, which are light on dark as a rule.
  case whiteOnBlack
}
