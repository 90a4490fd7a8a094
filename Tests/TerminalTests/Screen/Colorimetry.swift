import Glibc

/// How colours of xterm's cube, numbers 16 to 231, look to people.
enum Colorimetry {
  /// The contrast of two relative luminances, 1 to 21 (WCAG 2.2, "contrast ratio").
  static func contrast(_ one: Double, _ other: Double) -> Double {
    (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  /// The relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
  static func luminance(of number: Int) -> Double {
    let (red, green, blue) = linear(number)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  /// The distance in CIELAB under D65 (CIE 15, 8.2.1), 100 from black to white.
  static func distance(_ one: Int, _ other: Int) -> Double {
    let (first, second) = (lab(one), lab(other))
    return hypot(hypot(first.0 - second.0, first.1 - second.1), first.2 - second.2)
  }

  private static func lab(_ number: Int) -> (Double, Double, Double) {
    let (red, green, blue) = linear(number)
    let x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    let y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    let z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  private static func root(_ value: Double) -> Double {
    value > 216.0 / 24_389 ? cbrt(value) : (24_389.0 / 27 * value + 16) / 116
  }

  /// Red, green and blue as light, 0 to 1; the levels are those of xterm's 256colres.pl.
  private static func linear(_ number: Int) -> (Double, Double, Double) {
    func light(_ step: Int) -> Double {
      let value = Double(step == 0 ? 0 : 55 + 40 * step) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let index = number - 16
    return (light(index / 36), light(index / 6 % 6), light(index % 6))
  }
}
