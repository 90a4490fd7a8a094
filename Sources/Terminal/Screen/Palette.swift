/// The colours of a terminal, as pairs of curses: pair 0 is the terminal's own colour, pair n the colour
/// `numbers[n - 1]` on the terminal's own background, and the one after those `white` on `black`.
struct Palette: Sendable {
  /// Of the 256 colours of xterm, twelve of its cube that can be read on black and on white, at a contrast
  /// of 3.5 or more (WCAG 2.2, 1.4.3, asks for 3 of large text; no colour has more than 4.58 to both at
  /// once), and that are farthest from each other as CIELAB has it: 40 or more.
  static let shades = [26, 196, 28, 199, 95, 129, 130, 31, 133, 197, 100, 65]

  /// The colours' numbers, as the terminal counts them.
  let numbers: [Int]

  /// White and black for what must be exactly that: those of xterm's cube, which no user has set to something
  /// else; of eight colours the ones of these names.
  let white: Int, black: Int

  private let firstShade: Int
  private let shadeCount: Int

  /// The colours of a terminal that has so many. Eight to 255 are taken as the usual eight and whatever, and
  /// so are more than 256: there a number means something else beyond the first eight (terminfo(5), RGB).
  init(colorCount: Int) {
    let basic = colorCount >= 8 ? Array(1...6) : []
    let shades = colorCount == 256 ? Self.shades : []
    numbers = basic + shades
    (white, black) = shades.isEmpty ? (7, 0) : (231, 16)
    firstShade = shades.isEmpty ? 0 : basic.count
    shadeCount = shades.isEmpty ? basic.count : shades.count
  }

  /// The pair of white on black, nil where the terminal has no colours.
  var contrastPair: Int? { numbers.isEmpty ? nil : numbers.count + 1 }

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
    case .whiteOnBlack: return contrastPair ?? 0
    case .shade(let number):
      guard shadeCount > 0 else { return 0 }
      index = firstShade + Int(number) % shadeCount
    }
    return index < numbers.count ? index + 1 : 0
  }
}
