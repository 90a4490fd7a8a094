/// What the window shows and where it is.
extension MessagePane {
  /// Whether the window follows what comes.
  package var isAtBottom: Bool { top == nil }

  /// The id of the block at the upper edge of the window; nil while it follows.
  package var topBlock: Int? { top.flatMap { $0.index < total ? entry($0.index).block.id : nil } }

  /// The blocks of which the window shows a row, from the top, and the row in which each one's text begins,
  /// counted from the window's first: less than 0 for what begins above it. None while it follows.
  package var seen: [(id: Int, row: Int)] {
    guard let spot = top, !isShut else { return [] }
    var seen: [(id: Int, row: Int)] = []
    var (index, row) = (spot.index, -spot.row)
    while index < total, row < size.rows {
      seen.append((entry(index).block.id, row + marks(of: index).count))
      row += height(of: index)
      index += 1
    }
    return seen
  }

  /// Whether the window's first row is that of the block with this id, marks included, or one above it.
  package func reaches(_ id: Int) -> Bool {
    guard let index = index(of: id), !isShut else { return false }
    let spot = top ?? lowestSpot
    return spot.index < index || spot.index == index && spot.row == 0
  }

  /// How many of the blocks that count are wholly below the window.
  package var newBelow: Int {
    guard var spot = top, !isShut else { return 0 }
    var rows = -spot.row
    while spot.index < total, rows < size.rows {
      rows += height(of: spot.index)
      spot.index += 1
    }
    return (min(spot.index, total)..<total).reduce(0) { $0 + (entry($1).block.counts ? 1 : 0) }
  }

  /// Moves the window down by so many rows, with less than 0 up.
  package mutating func scroll(by rows: Int) {
    guard !isShut else { return }
    settle()
    var spot = top ?? lowest()
    if rows < 0 {
      move(&spot, up: Int(clamping: rows.magnitude))
    } else if top != nil {
      move(&spot, down: rows)
    } else {
      return
    }
    top = spot
    settle()
  }

  /// Moves the window down by so many pages, with less than 0 up; a row of the page before stays in sight.
  package mutating func scrollPages(_ pages: Int) {
    let (rows, isTooMuch) = pages.multipliedReportingOverflow(by: max(1, size.rows - 1))
    scroll(by: isTooMuch ? (pages < 0 ? -Int.max : Int.max) : rows)
  }

  /// Moves the window so that the first row of the block with this id is at its upper edge, or follows where
  /// less is below than the window has room for; does nothing if that is not there.
  package mutating func scroll(to id: Int) {
    guard let index = index(of: id) else { return }
    // A mark above the block stays above the window, as where one comes while the block is there.
    top = PaneSpot(index: index, row: marks(of: index).count)
    settle()
  }

  /// Moves the window so that the text of the block with this id begins in this of its rows, as `seen` has
  /// it, or as near to that as there are blocks; does nothing if it is not there.
  package mutating func scroll(to id: Int, atRow row: Int) {
    guard let index = index(of: id), !isShut else { return }
    var spot = PaneSpot(index: index, row: marks(of: index).count)
    wrap(index)
    if row > 0 { move(&spot, up: row) } else { move(&spot, down: -row) }
    top = spot
    settle()
  }

  /// Moves the window to the oldest block.
  package mutating func scrollToTop() {
    top = PaneSpot(index: 0, row: 0)
    settle()
  }

  /// Moves the window to the newest block, from where it follows.
  package mutating func scrollToBottom() { top = nil }

  /// The rows that are seen, from the top: fewer than the window has where there is less to be seen, none of
  /// them wider than it.
  package mutating func rows() -> [StyledText] {
    guard !isShut else { return [] }
    settle()
    var spot = top ?? lowest()
    var rows: [StyledText] = []
    while spot.index < total, rows.count < size.rows {
      wrap(spot.index)
      rows += wrapped(spot.index).dropFirst(spot.row).prefix(size.rows - rows.count)
      spot = PaneSpot(index: spot.index + 1, row: 0)
    }
    return rows
  }

  /// The tag of what is seen there; the point's row counts those of `rows`.
  package mutating func tag(at point: Point) -> String? {
    let rows = rows()
    return rows.indices.contains(point.row) ? rows[point.row].tag(atColumn: point.column) : nil
  }

  // A window without a cell shows nothing and forgets nothing.
  var isShut: Bool { size.rows == 0 || size.columns == 0 }

  /// Where the window begins when it is at the bottom.
  private var lowestSpot: PaneSpot {
    var spot = PaneSpot(index: total, row: 0)
    var rows = 0
    while spot.index > 0, rows < size.rows {
      spot.index -= 1
      rows += height(of: spot.index)
    }
    return PaneSpot(index: spot.index, row: max(0, rows - size.rows))
  }

  /// The same, with the rows of what is seen from there kept.
  private mutating func lowest() -> PaneSpot {
    var index = total
    var rows = 0
    while index > 0, rows < size.rows {
      index -= 1
      wrap(index)
      rows += height(of: index)
    }
    return lowestSpot
  }

  private mutating func move(_ spot: inout PaneSpot, up rows: Int) {
    var rest = rows
    while rest > spot.row, spot.index > 0 {
      rest -= spot.row
      spot.index -= 1
      wrap(spot.index)
      spot.row = height(of: spot.index)
    }
    spot.row = max(0, spot.row - rest)
  }

  private mutating func move(_ spot: inout PaneSpot, down rows: Int) {
    var rest = rows
    while spot.index < total {
      wrap(spot.index)
      let below = height(of: spot.index) - spot.row
      if rest < below {
        spot.row += rest
        return
      }
      rest -= below
      spot = PaneSpot(index: spot.index + 1, row: 0)
    }
  }

  /// Puts the upper edge on a row that there is, and follows if the window reaches the end.
  mutating func settle() {
    guard !isShut, var spot = top else { return }
    while spot.index < total {
      wrap(spot.index)
      let height = height(of: spot.index)
      if height > 0 {
        spot.row = min(spot.row, height - 1)
        break
      }
      spot = PaneSpot(index: spot.index + 1, row: 0)
    }
    top = spot
    var rows = -spot.row
    while spot.index < total {
      wrap(spot.index)
      rows += height(of: spot.index)
      if rows > size.rows { return }
      spot.index += 1
    }
    top = nil
  }
}
