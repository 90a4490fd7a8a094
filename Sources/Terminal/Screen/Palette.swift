import Glibc

/// The colours of a terminal, as pairs of curses: pair 0 is the terminal's own colour, pair n the colour
/// `numbers[n - 1]` on the terminal's own background.
struct Palette: Sendable {
  /// Of the 256 colours of xterm, those of its cube that can be read on black and on white, without the greys.
  static let shades: [Int] = cube.filter { number in
    let parts = parts(ofCube: number)
    guard Set([parts.red, parts.green, parts.blue]).count > 1 else { return false }
    let light = luminance(ofCube: number)
    return contrast(light, 0) >= leastContrast && contrast(light, 1) >= leastContrast
  }

  /// WCAG 2.2 asks for 4.5 of small text and 3 of large (1.4.3). No colour has more than 4.58 to black and to
  /// white at once; this leaves some tens of them.
  static let leastContrast = 3.5

  /// The colours' numbers, as the terminal counts them.
  let numbers: [Int]

  private let firstShade: Int
  private let shadeCount: Int

  /// The colours of a terminal that has so many. Eight to 255 are taken as the usual eight and whatever, and
  /// so are more than 256: there a number means something else beyond the first eight (terminfo(5), RGB).
  init(colorCount: Int) {
    let basic = colorCount >= 8 ? Array(1...6) : []
    let shades = colorCount == 256 ? Self.shades : []
    numbers = basic + shades
    firstShade = shades.isEmpty ? 0 : basic.count
    shadeCount = shades.isEmpty ? basic.count : shades.count
  }

  /// The pair of a colour, 0 where the terminal has none.
  func pair(of color: Color) -> Int {
    let index: Int
    switch color {
    case .standard: return 0
    case .red: index = 0
    case .green: index = 1
    case .yellow: index = 2
    case .blue: index = 3
    case .magenta: index = 4
    case .cyan: index = 5
    case .shade(let number):
      guard shadeCount > 0 else { return 0 }
      index = firstShade + Int(number) % shadeCount
    }
    return index < numbers.count ? index + 1 : 0
  }

  /// The contrast of two relative luminances, 1 to 21 (WCAG 2.2, "contrast ratio").
  static func contrast(_ one: Double, _ other: Double) -> Double {
    (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  /// The relative luminance of a colour of the cube, 0 to 1 (WCAG 2.2, "relative luminance").
  static func luminance(ofCube number: Int) -> Double {
    let parts = parts(ofCube: number)
    return 0.2126 * linear(parts.red) + 0.7152 * linear(parts.green) + 0.0722 * linear(parts.blue)
  }

  private static let cube = 16..<232

  /// Red, green and blue, of 255, as xterm's 256colres.pl makes them.
  private static func parts(ofCube number: Int) -> (red: Int, green: Int, blue: Int) {
    func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
    let index = number - cube.lowerBound
    return (level(index / 36), level(index / 6 % 6), level(index % 6))
  }

  private static func linear(_ part: Int) -> Double {
    let value = Double(part) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}
