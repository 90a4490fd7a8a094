import Testing

@testable import Terminal

@Suite("The palette")
struct PaletteTests {
  @Test("has shades that can be read on black and on white")
  func readable() {
    for number in Palette.shades {
      let light = Colorimetry.luminance(of: number)
      #expect(min(Colorimetry.contrast(light, 0), Colorimetry.contrast(light, 1)) >= 3.5, "\(number)")
    }
  }

  @Test("has shades that are told from each other")
  func distinct() {
    for (index, one) in Palette.shades.enumerated() {
      for other in Palette.shades[..<index] {
        #expect(Colorimetry.distance(one, other) >= 40, "\(one) and \(other)")
      }
    }
  }

  @Test("is judged by what every checker says of blue and red")
  func colorimetry() {
    #expect(Colorimetry.contrast(0, 1) == 21)
    #expect(abs(Colorimetry.contrast(Colorimetry.luminance(of: 21), 1) - 8.59) < 0.01)
    #expect(abs(Colorimetry.contrast(Colorimetry.luminance(of: 196), 1) - 4.0) < 0.01)
    #expect(abs(Colorimetry.distance(16, 231) - 100) < 0.1)
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

  @Test("has white on black behind all others, and nothing for it without colours")
  func contrast() {
    for (count, white, black) in [(8, 7, 0), (16, 7, 0), (256, 231, 16)] {
      let palette = Palette(colorCount: count)
      #expect(palette.pair(of: .whiteOnBlack) == palette.numbers.count + 1)
      #expect(palette.white == white)
      #expect(palette.black == black)
    }
    #expect(Palette(colorCount: 0).pair(of: .whiteOnBlack) == 0)
    #expect(Palette(colorCount: 0).contrastPair == nil)
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
