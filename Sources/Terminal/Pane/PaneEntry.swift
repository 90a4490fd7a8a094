/// A block and, once it was seen, its rows.
struct PaneEntry: Sendable {
  let block: MessagePane.Block
  private var rows: [StyledText]?

  init(_ block: MessagePane.Block) { self.block = block }

  /// Its rows at that width, which is always the same until `forget`.
  func rows(columns: Int) -> [StyledText] {
    rows
      ?? block.paragraphs.flatMap { LineBreaker.wrap($0, columns: columns, indent: block.indent) }
  }

  /// Keeps its rows.
  mutating func wrap(columns: Int) {
    if rows == nil { rows = rows(columns: columns) }
  }

  /// Gives up its rows, because the width is another.
  mutating func forget() { rows = nil }
}
