import ChatLoad
import Testing

@Suite("Figures")
struct FigureTests {
  @Test(
    "have three digits that count, and no more than three decimals",
    arguments: [
      (0, "0.000"), (0.0482, "0.048"), (0.2814, "0.281"), (0.9994, "0.999"), (0.9996, "1.00"),
      (5.984, "5.98"),
      (9.994, "9.99"), (9.996, "10.0"), (13.44, "13.4"), (99.94, "99.9"), (99.96, "100"), (1234.5, "1,235"),
      (-0.25, "-0.250"),
    ])
  func short(value: Double, text: String) {
    #expect(Figure.short(value) == text)
  }

  @Test(
    "have commas between thousands",
    arguments: [
      (0, 0, "0"), (999, 0, "999"), (1000, 0, "1,000"), (3_594_186.4, 0, "3,594,186"), (-1000, 0, "-1,000"),
      (0.005, 2, "0.01"), (1234.5, 2, "1,234.50"), (0.000_4, 4, "0.0004"), (-0.001, 2, "0.00"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(Figure.fixed(value, decimals: decimals) == text)
  }

  @Test(
    "are not told where there are none",
    arguments: [Double.nan, .infinity, -.infinity, 9_007_199_254_740_992])
  func unknown(value: Double) {
    #expect(Figure.fixed(value) == Figure.unknown)
  }

  @Test("are told up to the last one that a Double counts")
  func greatest() {
    #expect(Figure.fixed(9_007_199_254_740_991) == "9,007,199,254,740,991")
  }

  @Test(
    "have a middle",
    arguments: [([], nil), ([3], 3), ([9, 1], 5), ([9, 1, 2], 2), ([4, 1, 9, 2], 3)] as [([Double], Double?)])
  func median(values: [Double], median: Double?) {
    #expect(values.median == median)
  }
}
