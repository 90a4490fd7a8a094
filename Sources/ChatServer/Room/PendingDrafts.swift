/// The drafts that the journal has not answered yet, by their ids, which rise by one. Answers come nearly in
/// the order of the drafts, so they stand in a row rather than in a dictionary.
struct PendingDrafts {
  /// From `head` on; nil where the answer came before that of an earlier one.
  private var row: [JournalThread.Pending?] = []
  private var head = 0
  private var firstID: UInt64 = 1

  /// How many have no answer.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// The id of the next draft.
  var nextID: UInt64 { firstID + UInt64(row.count - head) }

  /// Whether the draft with this id has its answer, and all before it.
  func isAnswered(through id: UInt64) -> Bool { id < firstID }

  /// Puts in the draft with the id `nextID`.
  mutating func append(_ pending: JournalThread.Pending) {
    row.append(pending)
    count += 1
  }

  /// Takes out the draft with this id, nil where it has its answer.
  mutating func remove(_ id: UInt64) -> JournalThread.Pending? {
    guard id >= firstID, id < nextID, let pending = row[head + Int(id - firstID)] else { return nil }
    row[head + Int(id - firstID)] = nil
    count -= 1
    while head < row.count, row[head] == nil {
      head += 1
      firstID += 1
    }
    if head == row.count {
      row.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 1024, head > row.count / 2 {
      row.removeFirst(head)
      head = 0
    }
    return pending
  }

  /// Takes out all, in the order of their ids.
  mutating func removeAll() -> [JournalThread.Pending] {
    defer { self = PendingDrafts(firstID: nextID) }
    return row[head...].compactMap { $0 }
  }

  init() {}

  private init(firstID: UInt64) { self.firstID = firstID }
}
