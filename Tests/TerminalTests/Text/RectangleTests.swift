import Terminal
import Testing

@Suite("A rectangle")
struct RectangleTests {
  @Test("contains its corners and nothing beside them")
  func corners() {
    let rectangle = Rectangle(column: 2, row: 3, columns: 4, rows: 5)
    for (column, row, isInside) in [
      (2, 3, true), (5, 7, true), (1, 3, false), (2, 2, false), (6, 7, false), (5, 8, false),
    ] {
      #expect(rectangle.contains(Point(column: column, row: row)) == isInside)
    }
    #expect(!Rectangle(column: 0, row: 0, columns: 0, rows: 1).contains(Point(column: 0, row: 0)))
  }
}
