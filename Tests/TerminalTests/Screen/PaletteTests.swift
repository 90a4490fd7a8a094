import Testing

@testable import Terminal

@Suite("The palette")
struct PaletteTests {
  @Test("computes luminance and contrast as WCAG does")
  func luminance() {
    #expect(Palette.contrast(0, 1) == 21)
    #expect(Palette.luminance(ofCube: 16) == 0)
    #expect(abs(Palette.luminance(ofCube: 231) - 1) < 1e-9)
    // #0000ff and #ff0000, as every checker has them.
    #expect(abs(Palette.contrast(Palette.luminance(ofCube: 21), 1) - 8.59) < 0.01)
    #expect(abs(Palette.contrast(Palette.luminance(ofCube: 196), 1) - 4.0) < 0.01)
  }

  @Test("has shades that can be read on black and on white, and no others are missing")
  func shades() {
    #expect(Palette.shades.count >= 20)
    for number in 16..<232 {
      let light = Palette.luminance(ofCube: number)
      let isReadable = min(Palette.contrast(light, 0), Palette.contrast(light, 1)) >= 3.5
      // 102 is #878787, a grey.
      #expect(Palette.shades.contains(number) == (isReadable && number != 102), "\(number)")
    }
  }

  @Test("has all shades with 256 colours, the usual six with fewer or with direct ones, none without")
  func counts() {
    #expect(Palette(colorCount: 256).numbers == Array(1...6) + Palette.shades)
    for count in [8, 16, 88, 255, 257, 1 << 24] {
      #expect(Palette(colorCount: count).numbers == Array(1...6))
    }
    for count in [0, 2, 7] {
      let palette = Palette(colorCount: count)
      #expect(palette.numbers.isEmpty)
      #expect(palette.pair(of: .red) == 0)
      #expect(palette.pair(of: .shade(9)) == 0)
    }
  }

  @Test("gives each colour its pair, and begins again beyond the last shade")
  func pairs() {
    for count in [8, 256] {
      let palette = Palette(colorCount: count)
      #expect(palette.pair(of: .standard) == 0)
      #expect([.red, .green, .yellow, .blue, .magenta, .cyan].map { palette.pair(of: $0) } == Array(1...6))
      let shades = count == 256 ? Palette.shades.count : 6
      let first = palette.pair(of: .shade(0))
      #expect(palette.pair(of: .shade(UInt32(shades - 1))) == first + shades - 1)
      #expect(palette.pair(of: .shade(UInt32(shades))) == first)
      #expect(palette.pair(of: .shade(.max)) >= first)
    }
  }
}
