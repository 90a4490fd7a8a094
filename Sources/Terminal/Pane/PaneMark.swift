/// A line over the whole width above a block.
struct PaneMark: Sendable {
  /// Which of a pane's marks it is; above one block they stand in this order.
  enum Kind: Sendable, Comparable {
    case head, new
  }

  let kind: Kind
  let id: Int
  let label: StyledText

  /// The label in the middle of a line, which looks as the label's beginning does.
  func line(columns: Int) -> StyledText {
    let style = label.runs.first?.style ?? .plain
    let rest = columns - label.columns
    guard rest >= 4 else { return label.cut(columns: columns) }
    guard !label.isEmpty else { return StyledText(String(repeating: "─", count: columns), style) }
    let left = (rest - 2) / 2
    var line = StyledText(String(repeating: "─", count: left) + " ", style)
    line += label
    line.append(" " + String(repeating: "─", count: rest - 2 - left), style)
    return line
  }
}
