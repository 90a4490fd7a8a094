/// A part of the screen, maybe an empty one.
package struct Rectangle: Hashable, Sendable {
  /// Its upper left cell.
  package let origin: Point
  /// How large it is; without columns or rows it has no cell.
  package let size: Size

  /// The cells from this column and row on.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Point(column: column, row: row)
    size = Size(columns: columns, rows: rows)
  }

  /// Whether the cell belongs to it.
  package func contains(_ point: Point) -> Bool {
    point.column >= origin.column && point.column < origin.column + size.columns
      && point.row >= origin.row && point.row < origin.row + size.rows
  }

  /// The cell as counted from this part's upper left.
  package func relative(_ point: Point) -> Point {
    Point(column: point.column - origin.column, row: point.row - origin.row)
  }
}
