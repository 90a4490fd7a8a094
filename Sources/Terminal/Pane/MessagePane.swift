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

    /// How much text it is.
    var bytes: Int {
      paragraphs.reduce(0) { $0 + $1.runs.reduce(0) { $0 + $1.text.utf8.count } }
    }
  }

  /// The size of the window.
  package private(set) var size = Size(columns: 0, rows: 0)

  /// How many blocks there are, the tail not among them.
  package var count: Int { entries.count }

  private let maximumBlocks: Int
  private let maximumBytes: Int
  private var bytes = 0
  private var entries: [PaneEntry] = []
  private var tail: [PaneEntry] = []
  private var marks: [PaneMark] = []

  // Where each block is: `base` plus its index. Dropping blocks raises `base`, and so no place has to be
  // written anew.
  private var places: [Int: Int] = [:]
  private var base = 0

  // The width that blocks are wrapped for: the window's, or its last one that was not 0.
  var columns = 1

  // The upper edge of the window; nil while it follows. Its index counts the tail behind the other blocks.
  var top: PaneSpot?

  /// An empty pane that keeps the newest `maximumBlocks`, and of these at most `maximumBytes` of text, but
  /// always the newest one. What is beyond goes a quarter at a time, so that not every block moves all
  /// others.
  package init(maximumBlocks: Int, maximumBytes: Int = .max) {
    precondition(maximumBlocks > 0, "a pane without a block")
    self.maximumBlocks = maximumBlocks
    self.maximumBytes = maximumBytes
  }

  /// Adds a block below all others but the tail; one whose id is there already is replaced.
  package mutating func append(_ block: Block) {
    if places[block.id] != nil { return replace(block) }
    if let spot = top, spot.index >= entries.count { top?.index += 1 }
    places[block.id] = base + entries.count
    entries.append(PaneEntry(block))
    bytes += block.bytes
    if entries.count > maximumBlocks + maximumBlocks / 4 { drop(entries.count - maximumBlocks) }
    if bytes > maximumBytes { drop(surplus) }
  }

  /// Puts the block in the place of the one with its id; does nothing if that is no longer there.
  package mutating func replace(_ block: Block) {
    if let place = places[block.id] {
      bytes += block.bytes - entries[place - base].block.bytes
      entries[place - base] = PaneEntry(block)
    } else if let index = tail.firstIndex(where: { $0.block.id == block.id }) {
      tail[index] = PaneEntry(block)
    }
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
    if let index = index(of: id) { top?.index = index }
  }

  /// Takes away all blocks, the tail and the mark, and follows.
  package mutating func removeAll() {
    entries = []
    bytes = 0
    tail = []
    places = [:]
    base = 0
    marks = []
    top = nil
  }

  /// Draws a line with this label over the whole width above the block with this id, while that is there, and
  /// takes away the one before; with nil there is none.
  package mutating func mark(before id: Int?, label: StyledText) {
    set(.new, before: id, label)
  }

  /// The same with another line, which stands above the one of `mark` where both are above one block.
  package mutating func setHead(before id: Int?, label: StyledText) {
    set(.head, before: id, label)
  }

  private mutating func set(_ kind: PaneMark.Kind, before id: Int?, _ label: StyledText) {
    let before = top.map { marks(of: $0.index).count } ?? 0
    marks.removeAll { $0.kind == kind }
    if let id { marks.append(PaneMark(kind: kind, id: id, label: label)) }
    marks.sort { $0.kind < $1.kind }
    guard let spot = top else { return }
    // What is read stays in its row, though one above it comes or goes.
    let after = marks(of: spot.index).count
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

  /// How many of the oldest blocks are to go so that the text takes three quarters of what it may.
  private var surplus: Int {
    var left = bytes
    let kept = entries.firstIndex { entry in
      if left <= maximumBytes - maximumBytes / 4 { return true }
      left -= entry.block.bytes
      return false
    }
    return min(kept ?? entries.count, entries.count - 1)
  }

  /// Whether a block with this id is there, the tail aside.
  package func contains(_ id: Int) -> Bool { places[id] != nil }

  /// Takes away all blocks above the one with this id, while that is there.
  package mutating func removeAll(above id: Int) {
    if let place = places[id], place > base { drop(place - base) }
  }

  private mutating func drop(_ count: Int) {
    for entry in entries.prefix(count) {
      places[entry.block.id] = nil
      bytes -= entry.block.bytes
    }
    entries.removeFirst(count)
    base += count
    guard let spot = top else { return }
    top = spot.index < count ? PaneSpot(index: 0, row: 0) : PaneSpot(index: spot.index - count, row: spot.row)
  }

  var total: Int { entries.count + tail.count }

  func entry(_ index: Int) -> PaneEntry {
    index < entries.count ? entries[index] : tail[index - entries.count]
  }

  /// Where the block with this id is; of one that is in the tail and among the others, the tail's.
  func index(of id: Int) -> Int? {
    tail.firstIndex { $0.block.id == id }.map { entries.count + $0 } ?? places[id].map { $0 - base }
  }

  func marks(of index: Int) -> [PaneMark] {
    guard !marks.isEmpty, index < total else { return [] }
    let id = entry(index).block.id
    return marks.filter { $0.id == id }
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
    entry(index).rows(columns: columns).count + marks(of: index).count
  }

  func wrapped(_ index: Int) -> [StyledText] {
    let rows = entry(index).rows(columns: columns)
    let marks = marks(of: index)
    return marks.isEmpty ? rows : marks.map { $0.line(columns: columns) } + rows
  }
}
