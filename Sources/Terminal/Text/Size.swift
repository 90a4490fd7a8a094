/// A size in character cells, neither part negative.
package struct Size: Hashable, Sendable {
  package let columns: Int
  package let rows: Int

  /// What is negative counts as 0.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}
