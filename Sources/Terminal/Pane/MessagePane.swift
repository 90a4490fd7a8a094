/// Blocks of text, the newest at the bottom, and the window on them that the screen shows. A window at the
/// bottom follows what comes; any other stays where it is, whatever comes, changes or goes around it. Blocks
/// are wrapped only when they are seen, and once for each width.
package struct MessagePane: Sendable {
  /// What belongs together, such as a message.
  package struct Block: Sendable, Equatable {
    /// What tells it from all others.
    package let id: Int
    /// Its text; without any, the block is not seen.
    package var paragraphs: [StyledText]
    /// How many blanks the rows begin with that a paragraph is continued in.
    package var indent: Int
    /// Whether `newBelow` counts it.
    package var counts: Bool

    /// A block of these paragraphs.
    package init(id: Int, _ paragraphs: [StyledText], indent: Int = 0, counts: Bool = true) {
      self.id = id
      self.paragraphs = paragraphs
      self.indent = indent
      self.counts = counts
    }
  }

  /// The size of the window.
  package private(set) var size = Size(columns: 0, rows: 0)

  /// How many blocks there are, the tail not among them.
  package var count: Int { entries.count }

  private let maximumBlocks: Int
  private var entries: [PaneEntry] = []
  private var tail: [PaneEntry] = []
  var mark: PaneMark?

  // Where each block is: `base` plus its index. Dropping blocks raises `base`, prepending lowers it, and so
  // no place has to be written anew.
  private var places: [Int: Int] = [:]
  private var base = 0

  // The width that blocks are wrapped for: the window's, or its last one that was not 0.
  var columns = 1

  // The upper edge of the window; nil while it follows. Its index counts the tail behind the other blocks.
  var top: PaneSpot?

  /// An empty pane that keeps at least the newest `maximumBlocks`, at most a quarter more, so that not every
  /// block moves all others.
  package init(maximumBlocks: Int) {
    precondition(maximumBlocks > 0, "a pane without a block")
    self.maximumBlocks = maximumBlocks
  }

  /// Adds a block below all others but the tail; one whose id is there already is replaced.
  package mutating func append(_ block: Block) {
    if places[block.id] != nil { return replace(block) }
    if let spot = top, spot.index >= entries.count { top?.index += 1 }
    places[block.id] = base + entries.count
    entries.append(PaneEntry(block))
    if entries.count > maximumBlocks + maximumBlocks / 4 { drop(entries.count - maximumBlocks) }
  }

  /// Puts the block in the place of the one with its id; does nothing if that is no longer there.
  package mutating func replace(_ block: Block) {
    if let place = places[block.id] {
      entries[place - base] = PaneEntry(block)
    } else if let index = tail.firstIndex(where: { $0.block.id == block.id }) {
      tail[index] = PaneEntry(block)
    }
  }

  /// Puts blocks above all others, the first at the top: as many of the last as there is room for. Those that
  /// are there already are left out.
  package mutating func prepend(_ blocks: [Block]) {
    var ids = Set<Int>()
    let new = blocks.filter { places[$0.id] == nil && ids.insert($0.id).inserted }
      .suffix(max(0, maximumBlocks - entries.count))
    entries.insert(contentsOf: new.map { PaneEntry($0) }, at: 0)
    base -= new.count
    for (index, block) in new.enumerated() { places[block.id] = base + index }
    top?.index += new.count
  }

  /// Sets what always stands below all other blocks.
  package mutating func setTail(_ blocks: [Block]) {
    let old = tail
    tail = blocks.map { block in old.first { $0.block == block } ?? PaneEntry(block) }
    guard let spot = top, spot.index >= entries.count else { return }
    // The window begins in the tail: it goes on at the same block if that is still anywhere.
    let offset = spot.index - entries.count
    guard offset < old.count else { return }
    let id = old[offset].block.id
    if let index = tail.firstIndex(where: { $0.block.id == id }) {
      top?.index = entries.count + index
    } else if let place = places[id] {
      top?.index = place - base
    }
  }

  /// Takes away all blocks, the tail and the mark, and follows.
  package mutating func removeAll() {
    entries = []
    tail = []
    places = [:]
    base = 0
    mark = nil
    top = nil
  }

  /// Draws a line with this label over the whole width above the block with this id, while that is there, and
  /// takes away the one before; with nil there is none.
  package mutating func mark(before id: Int?, label: StyledText) {
    let before = top.map { isMarked($0.index) ? 1 : 0 } ?? 0
    mark = id.map { PaneMark(id: $0, label: label) }
    guard let spot = top else { return }
    // What is read stays in its row, though one above it comes or goes.
    let after = isMarked(spot.index) ? 1 : 0
    top = PaneSpot(index: spot.index, row: max(0, spot.row + after - before))
  }

  /// Gives the window this size. A following one goes on following; else the block at the top stays there.
  package mutating func resize(to new: Size) {
    size = new
    guard !isShut else { return }
    if new.columns != columns {
      let old = top.flatMap { $0.index < total ? height(of: $0.index) : nil }
      columns = new.columns
      for index in entries.indices { entries[index].forget() }
      for index in tail.indices { tail[index].forget() }
      if let old, old > 0, let spot = top {
        let row = spot.row * height(of: spot.index) / old
        top = PaneSpot(index: spot.index, row: row)
      }
    }
    settle()
  }

  private mutating func drop(_ count: Int) {
    for entry in entries.prefix(count) { places[entry.block.id] = nil }
    entries.removeFirst(count)
    base += count
    guard let spot = top else { return }
    top = spot.index < count ? PaneSpot(index: 0, row: 0) : PaneSpot(index: spot.index - count, row: spot.row)
  }

  var total: Int { entries.count + tail.count }

  func entry(_ index: Int) -> PaneEntry {
    index < entries.count ? entries[index] : tail[index - entries.count]
  }

  func isMarked(_ index: Int) -> Bool {
    guard let mark, index < total else { return false }
    return entry(index).block.id == mark.id
  }

  /// Keeps the rows of a block that is about to be shown.
  mutating func wrap(_ index: Int) {
    if index < entries.count {
      entries[index].wrap(columns: columns)
    } else {
      tail[index - entries.count].wrap(columns: columns)
    }
  }

  func height(of index: Int) -> Int {
    entry(index).rows(columns: columns).count + (isMarked(index) ? 1 : 0)
  }

  func wrapped(_ index: Int) -> [StyledText] {
    let rows = entry(index).rows(columns: columns)
    guard let mark, isMarked(index) else { return rows }
    return [mark.line(columns: columns)] + rows
  }
}
