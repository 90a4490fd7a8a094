/// A row of a pane: that of a block, counted from the block's first.
struct PaneSpot: Sendable, Equatable {
  var index: Int
  var row: Int
}
