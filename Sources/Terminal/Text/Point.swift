/// A cell's place, counted from 0 at the upper left.
package struct Point: Hashable, Sendable {
  /// How many columns are to the left of it; less than 0 is beyond the left edge.
  package var column: Int
  /// How many rows are above it; less than 0 is beyond the upper edge.
  package var row: Int

  /// The cell in this column and row.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
