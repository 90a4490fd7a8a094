extension MemoryStore {
  /// What stands behind the mutex.
  struct State {
    /// `entries[head...]` are kept; what stands before is dropped in bulk.
    var entries: [Entry] = []
    var head = 0
    var keptBytes = 0
    let capacity: Int
    var last = SequenceNumber.zero
    var lastMilliseconds: Int64 = 0
    var struck: Set<SequenceNumber> = []
    /// Private messages whose contents are gone; their entries stand in their places without them.
    var erased: Set<SequenceNumber> = []
    var snapshot: Snapshot?
    /// Those who write, by `MemoryJournal.owner`.
    var owners: [Owner] = []
  }

  /// One of those who write to the store, each with its own answers.
  struct Owner {
    /// What has come of its next snapshot.
    var snapshotBytes: [UInt8] = []
    var answers: [JournalAnswer] = []
    var isHolding = false
    var failures = 0
    var isStopped = false
    var wake: (@Sendable () -> Void)?
    /// Whether its journal is gone: nobody collects.
    var isGone = false
  }
}

extension MemoryStore.State {
  /// The index of the first kept entry after `sequence`. Sequence numbers here have no gaps.
  func index(after sequence: SequenceNumber) -> Int {
    guard head < entries.count else { return entries.count }
    let first = entries[head].sequence
    guard sequence >= first else { return head }
    // Compared before they are added: a caller may well ask for everything, up to the greatest number.
    let distance = sequence.value - first.value
    return distance < UInt64(entries.count - head) ? head + Int(distance) + 1 : entries.count
  }

  /// - Parameter owner: whose draft it is; nil for somebody's who gets no answers.
  mutating func append(_ draft: Draft, of owner: Int?, writer: UInt64, at now: Int64) {
    last = SequenceNumber(last.value + 1)
    lastMilliseconds = max(lastMilliseconds, now)
    let entry = Entry(
      sequence: last, milliseconds: lastMilliseconds, writer: writer, session: draft.session,
      number: draft.number, event: draft.event)
    entries.append(entry)
    keptBytes += entry.cost
    for index in owners.indices where !owners[index].isGone {
      owners[index].answers.append(.committed(entry, draft: index == owner ? draft.id : nil))
    }
    while keptBytes > capacity, head < entries.count - 1 { dropOldest() }
    compact()
  }

  mutating func addOwner() -> Int {
    owners.append(MemoryStore.Owner())
    return owners.count - 1
  }

  /// What is to be called for those who have answers to collect, and do not know it yet.
  func wakes(except owner: Int?) -> [@Sendable () -> Void] {
    owners.indices.compactMap { $0 == owner ? nil : owners[$0].wake }
  }

  /// Whether readers are shown it.
  func isShown(_ entry: Entry) -> Bool {
    !struck.contains(entry.sequence) && !erased.contains(entry.sequence)
  }

  /// Only what is still kept: an entry that was trimmed in the meantime would never be forgotten.
  mutating func strike(_ sequences: [SequenceNumber]) {
    guard head < entries.count else { return }
    let oldest = entries[head].sequence
    struck.formUnion(sequences.filter { $0 >= oldest && $0 <= last })
  }

  mutating func trim(through end: SequenceNumber, before milliseconds: Int64) -> Bool {
    for _ in 0..<1024 {
      guard head < entries.count - 1, entries[head].sequence <= end,
        entries[head].milliseconds < milliseconds
      else { return false }
      dropOldest()
    }
    compact()
    return true
  }

  private mutating func dropOldest() {
    keptBytes -= entries[head].cost
    struck.remove(entries[head].sequence)
    erased.remove(entries[head].sequence)
    head += 1
  }

  /// Gives the array's memory back once half of it is dropped, so that an append costs constant time on
  /// average.
  private mutating func compact() {
    if head > 1024, head > entries.count / 2 {
      entries.removeFirst(head)
      head = 0
    }
  }
}
