/// A size in character cells, neither part negative.
package struct Size: Hashable, Sendable {
  /// How wide.
  package let columns: Int
  /// How high.
  package let rows: Int

  /// A size of so many columns and rows; what is negative counts as 0.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}
