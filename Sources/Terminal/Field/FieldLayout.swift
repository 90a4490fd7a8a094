/// The rows of an input field that are in view.
package struct FieldLayout: Sendable, Equatable {
  /// The text of each row, as it is to be drawn.
  package let rows: [String]
  /// Where the cursor is among them: never beyond their last column.
  package let cursor: Point
}
