import Terminal
import TestSupport
import Testing

@Suite("The canvas")
struct CanvasTests {
  private let bold = Style(.red, .bold)

  private func canvas(_ columns: Int, _ rows: Int) -> Canvas { Canvas(Size(columns: columns, rows: rows)) }

  @Test("shows what was drawn, in its styles")
  func draws() {
    var canvas = canvas(10, 2)
    let drawn = canvas.draw(StyledText("ab", bold) + "中", at: Point(column: 1, row: 1))
    #expect(drawn == 4)
    #expect(canvas.text == ["", " ab中"])
    #expect(canvas[Point(column: 1, row: 1)].style == bold)
    #expect(canvas[Point(column: 3, row: 1)].glyph.string == "中")
    #expect(canvas[Point(column: 4, row: 1)].isContinuation)
    #expect(canvas[Point(column: 5, row: 1)] == .blank)
    #expect(canvas[Point(column: 99, row: -1)] == .blank)
    #expect(canvas.cells(row: 1).count == 10)
  }

  @Test("cuts at the columns it is given, and never a wide glyph into halves")
  func cuts() {
    var canvas = canvas(10, 1)
    #expect(canvas.draw("abcdef", at: Point(column: 0, row: 0), columns: 3) == 3)
    #expect(canvas.text == ["abc"])
    canvas.draw("xxxxxxxxxx", at: Point(column: 0, row: 0))
    #expect(canvas.draw("中文", at: Point(column: 0, row: 0), columns: 3) == 3)
    #expect(canvas.text == ["中 xxxxxxx"])
    #expect(canvas.draw("中", at: Point(column: 9, row: 0)) == 1)
    #expect(canvas.text == ["中 xxxxxx"])
    #expect(canvas.draw("abc", at: Point(column: 0, row: 0), columns: 0) == 0)
  }

  @Test("leaves out what is outside")
  func clips() {
    var canvas = canvas(4, 2)
    #expect(canvas.draw("abcdefgh", at: Point(column: -2, row: 0)) == 6)
    #expect(canvas.text == ["cdef", ""])
    #expect(canvas.draw("中文字", at: Point(column: -1, row: 1)) == 5)
    #expect(canvas.text == ["cdef", " 文"])
    for point in [
      Point(column: 4, row: 0), Point(column: 0, row: 2), Point(column: 0, row: -1),
      Point(column: .max, row: 0), Point(column: .min, row: .max), Point(column: .min, row: 0),
    ] {
      canvas.draw("xyz", at: point, columns: .max)
    }
    #expect(canvas.text == ["cdef", " 文"])
    #expect(canvas[Point(column: 3, row: 1)] == .blank)
  }

  @Test("blanks the other half of a wide glyph that is drawn over")
  func halves() {
    for (column, shown) in [(0, "x 文字"), (1, " x文字"), (2, "中x 字"), (3, "中 x字")] {
      var canvas = canvas(6, 1)
      canvas.draw("中文字", at: Point(column: 0, row: 0))
      canvas.draw("x", at: Point(column: column, row: 0))
      #expect(canvas.text == [shown])
    }
    var canvas = canvas(6, 1)
    canvas.draw("中文字", at: Point(column: 0, row: 0))
    canvas.draw("国", at: Point(column: 1, row: 0))
    #expect(canvas.text == [" 国 字"])
    canvas.draw("中", at: Point(column: 1, row: 0))
    #expect(canvas.text == [" 中 字"])
  }

  @Test("fills the part of a rectangle that it has")
  func fills() {
    var canvas = canvas(4, 3)
    for row in 0..<3 { canvas.draw("xxxx", at: Point(column: 0, row: row)) }
    canvas.fill(Rectangle(column: 1, row: 1, columns: 2, rows: 1), bold)
    #expect(canvas.text == ["xxxx", "x  x", "xxxx"])
    #expect(canvas[Point(column: 1, row: 1)].style == bold)
    canvas.fill(Rectangle(column: -5, row: -5, columns: 6, rows: 6))
    #expect(canvas.text == [" xxx", "x  x", "xxxx"])
    canvas.fill(Rectangle(column: .min, row: .max, columns: .max, rows: .max))
    canvas.fill(Rectangle(column: 3, row: 2, columns: .max, rows: .max))
    #expect(canvas.text == [" xxx", "x  x", "xxx"])
  }

  @Test("can be empty, and never larger than its limit")
  func sizes() {
    var empty = canvas(0, 0)
    empty.draw("abc", at: Point(column: 0, row: 0))
    empty.fill(Rectangle(column: 0, row: 0, columns: 9, rows: 9))
    #expect(empty.text.isEmpty)
    let limit = Canvas.maximumSide
    #expect(canvas(limit, 1).size.columns == limit)
    #expect(canvas(limit + 1, 1).size.columns == limit)
    #expect(canvas(1, .max).size.rows == limit)
  }

  @Test("never has half a wide glyph, whatever is drawn wherever")
  func anything() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<200 {
      var canvas = canvas(Int.random(in: 0...9, using: &random), Int.random(in: 0...3, using: &random))
      for _ in 0..<20 {
        let point = Point(
          column: .random(in: -4...10, using: &random), row: .random(in: -1...3, using: &random))
        let columns = Int.random(in: -1...12, using: &random)
        if Bool.random(using: &random) {
          let text = StyledText(RandomText.make(maximum: 8, using: &random))
          let drawn = canvas.draw(text, at: point, columns: columns)
          #expect(drawn <= max(0, columns))
        } else {
          canvas.fill(Rectangle(column: point.column, row: point.row, columns: columns, rows: 2))
        }
      }
      for row in 0..<canvas.size.rows {
        var right = false
        for cell in canvas.cells(row: row) {
          #expect(cell.isContinuation == right)
          right = cell.glyph.width == 2
        }
        #expect(!right)
        #expect(TextWidth.columns(canvas.text(row: row)) <= canvas.size.columns)
      }
    }
  }
}
