import Terminal

/// What tests of the pane have in common.
protocol PaneTests {}

extension PaneTests {
  func block(_ id: Int, _ text: String? = nil, counts: Bool = true) -> MessagePane.Block {
    MessagePane.Block(id: id, [StyledText(text ?? "m\(id)")], counts: counts)
  }

  /// A pane with a window of 20 columns and so many rows on blocks `m1` and so on.
  func pane(_ count: Int, rows: Int = 3, maximum: Int = 100) -> MessagePane {
    var pane = MessagePane(maximumBlocks: maximum)
    pane.resize(to: Size(columns: 20, rows: rows))
    for id in 0..<count { pane.append(block(id + 1)) }
    return pane
  }

  func shown(_ pane: MessagePane) -> [String] {
    var pane = pane
    return pane.rows().map(\.string)
  }
}
