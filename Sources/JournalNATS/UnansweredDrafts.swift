import Journal

/// The drafts of this node that have no answer yet, by their ids, which rise. Of each session one is under
/// way and the others are held: the engine may lose one and store the next, as when its leader changes, and
/// what a session says is to stay in its order.
struct UnansweredDrafts {
  struct Unanswered: Sendable {
    let entry: StreamEntry
    let bytes: [UInt8]
    /// Since when it waits without being held, by the clock that never goes back, in milliseconds.
    fileprivate(set) var since: Int64
    /// Whether another one of its session is to be answered first.
    fileprivate(set) var isHeld = false
    /// The one that is held until this one is answered.
    fileprivate var next: UInt64?
    /// When it was last given to the engine, in milliseconds of the clock that never goes back; nil where it
    /// was not yet, or may not have got there.
    var sent: Int64?
    /// Where the engine says that it is.
    var stored: UInt64?
    /// Where it has come back from, and when, by that clock.
    var returned: (sequence: UInt64, at: Int64)?
    /// Whether it was refused.
    var isRefused = false

    init(_ entry: StreamEntry, since: Int64) {
      self.entry = entry
      self.since = since
      bytes = entry.bytes
    }

    /// Whether it is or ought to be on its way to the engine and back.
    fileprivate var isAway: Bool { !isHeld && returned == nil }

    /// Whether it was last sent before `time`, or was not.
    fileprivate func wasSent(before time: Int64) -> Bool { sent.map { $0 < time } ?? true }
  }

  private var byID: [UInt64: Unanswered] = [:]
  /// The last of each session.
  private var lasts: [SessionID: UInt64] = [:]
  /// `ids[head...]` in their order; some have their answer by now.
  private var ids: [UInt64] = []
  private var head = 0

  /// Takes one in. Gives it back where it is to be sent, which it is then noted to be at `sent`; where that
  /// is nil, nothing can be sent now.
  mutating func append(_ unanswered: Unanswered, sent: Int64?) -> Unanswered? {
    let draft = unanswered.entry.draft
    ids.append(draft.id)
    byID[draft.id] = unanswered
    if let earlier = lasts.updateValue(draft.id, forKey: draft.session) {
      byID[earlier]?.next = draft.id
      byID[draft.id]?.isHeld = true
      return nil
    }
    guard let sent else { return nil }
    return send(draft.id, at: sent)
  }

  /// The one that was held for one that has its answer, to be sent now.
  mutating func release(after answered: Unanswered, at now: Int64) -> Unanswered? {
    guard let next = answered.next else { return nil }
    byID[next]?.isHeld = false
    byID[next]?.since = now
    return send(next, at: now)
  }

  private mutating func send(_ id: UInt64, at now: Int64) -> Unanswered? {
    byID[id]?.sent = now
    return byID[id]
  }

  subscript(id: UInt64) -> Unanswered? {
    get { byID[id] }
    set { if byID[id] != nil, let newValue { byID[id] = newValue } }
  }

  /// Takes one out; nil where it has its answer.
  mutating func remove(_ id: UInt64) -> Unanswered? {
    guard let removed = byID.removeValue(forKey: id) else { return nil }
    if removed.next == nil { lasts[removed.entry.draft.session] = nil }
    while head < ids.count, byID[ids[head]] == nil { head += 1 }
    // In bulk, so that it costs constant time on average.
    if head > 1024, head > ids.count / 2 {
      ids.removeFirst(head)
      head = 0
    }
    return removed
  }

  /// Whether the oldest that has not come back was sent before `time`, or never.
  func hasDoubts(before time: Int64) -> Bool {
    inOrder.first(where: \.isAway)?.wasSent(before: time) ?? false
  }

  /// Whether there is one that waits since before `time`, however often it was sent.
  func hasWaited(since time: Int64) -> Bool {
    guard head < ids.count, let oldest = byID[ids[head]] else { return false }
    return oldest.since < time
  }

  /// Those that were sent before `time` or never, have not come back and are not held, in the order of their
  /// ids.
  func doubtful(before time: Int64) -> [Unanswered] {
    inOrder.filter { $0.isAway && $0.wasSent(before: time) }
  }

  /// Those that came back and are nevertheless without an answer, in the order of their ids: since before
  /// `time`, or what the engine says is something else, or is lost.
  func unconfirmed(before time: Int64) -> [Unanswered] {
    inOrder.filter { draft in
      guard let returned = draft.returned else { return false }
      return returned.at < time || draft.stored != nil || draft.sent == nil
    }
  }

  private var inOrder: some Sequence<Unanswered> { ids[head...].lazy.compactMap { byID[$0] } }

  /// None of them can be counted on.
  mutating func doubtAll() {
    for id in byID.keys { byID[id]?.sent = nil }
  }
}
