/// The drafts of this node that have no answer yet, by their ids, which rise.
struct UnansweredDrafts {
  struct Unanswered: Sendable {
    let entry: StreamEntry
    let bytes: [UInt8]
    /// Since when it waits, by the clock that never goes back, in milliseconds.
    let since: Int64
    /// When it was last given to the engine, in milliseconds of the clock that never goes back; nil where it
    /// was not yet, or may not have got there.
    var sent: Int64?
    /// How often it was.
    var attempts = 0
    /// Where the engine says that it is.
    var stored: UInt64?
    /// Whether it was refused when it was sent again.
    var isRefused = false

    init(_ entry: StreamEntry, since: Int64) {
      self.entry = entry
      self.since = since
      bytes = entry.bytes
    }
  }

  private var byID: [UInt64: Unanswered] = [:]
  /// `ids[head...]` in their order; some have their answer by now.
  private var ids: [UInt64] = []
  private var head = 0

  mutating func append(_ unanswered: Unanswered) {
    byID[unanswered.entry.draft.id] = unanswered
    ids.append(unanswered.entry.draft.id)
  }

  subscript(id: UInt64) -> Unanswered? {
    get { byID[id] }
    set { if byID[id] != nil, let newValue { byID[id] = newValue } }
  }

  /// Takes one out; nil where it has its answer.
  mutating func remove(_ id: UInt64) -> Unanswered? {
    guard let removed = byID.removeValue(forKey: id) else { return nil }
    while head < ids.count, byID[ids[head]] == nil { head += 1 }
    // In bulk, so that it costs constant time on average.
    if head > 1024, head > ids.count / 2 {
      ids.removeFirst(head)
      head = 0
    }
    return removed
  }

  /// Whether there is one that has waited since before `time`, or was never sent.
  func hasDoubts(before time: Int64) -> Bool {
    guard head < ids.count, let oldest = byID[ids[head]] else { return false }
    return oldest.sent.map { $0 < time } ?? true
  }

  /// Whether there is one that waits since before `time`, however often it was sent.
  func hasWaited(since time: Int64) -> Bool {
    guard head < ids.count, let oldest = byID[ids[head]] else { return false }
    return oldest.since < time
  }

  /// Those that were sent before `time` or never, in the order of their ids.
  func doubtful(before time: Int64) -> [Unanswered] {
    ids[head...].compactMap { byID[$0] }.filter { $0.sent.map { $0 < time } ?? true }
  }

  /// None of them can be counted on.
  mutating func doubtAll() {
    for id in byID.keys { byID[id]?.sent = nil }
  }
}
