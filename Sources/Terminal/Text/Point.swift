/// A cell's place, counted from 0 at the upper left.
package struct Point: Hashable, Sendable {
  package var column: Int
  package var row: Int

  /// The cell in this column and row.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
