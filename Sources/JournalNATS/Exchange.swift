import Journal
import Synchronization

/// Where the reader's thread and the journal's owner meet: what has come, and the drafts without an answer.
///
/// A draft has its answer when it has come back and JetStream has said that it is there, in either order.
/// Neither is enough: a server that was cut off while it led can give what the others have never had
/// (nats-server 2.9.10 does), and what is only acknowledged has no place among what others wrote.
final class Exchange: Sendable {
  /// Bytes that wait for the owner, as `Arrival.cost` counts, past which no more is read: 8 MiB.
  static let byteLimit = 8 << 20

  /// What is for the owner.
  fileprivate enum Item {
    case arrival(Arrival)
    /// A draft that did not count, or was never stored. It stands behind what had been read by then: its line
    /// may be there, as another node wrote it.
    case failure(Draft)
  }

  /// What stands behind the mutex.
  fileprivate struct State {
    var items: [Item] = []
    /// How many of them the owner may take: the next one is a draft without an answer.
    var ready = 0
    var bytes = 0
    var drafts = UnansweredDrafts()
    var stopped: JournalError?
    var isStopped = false
    var wake: (@Sendable () -> Void)?
  }

  /// What the owner takes.
  struct Taken: Sendable {
    var arrivals: [Arrival] = []
    /// Drafts that did not count, or were never stored.
    var failed: [Draft] = []
    /// Why there is nothing more to come.
    var stopped: JournalError?
  }

  /// A life of this node, by chance.
  let writer: UInt64
  private let state = Mutex(State())
  /// Orders what the mutex orders, for ThreadSanitizer (see `MemoryStore`).
  private let order = Atomic<Bool>(false)
  private let closing = Atomic<Bool>(false)

  init(writer: UInt64) { self.writer = writer }

  /// Whether the owner is about to go.
  var isClosing: Bool { closing.load(ordering: .acquiring) }

  func close() { closing.store(true, ordering: .releasing) }

  // MARK: The owner's

  func wake(with closure: @escaping @Sendable () -> Void) { withState { $0.wake = closure } }

  func take() -> Taken {
    withState { state in
      var taken = Taken(stopped: state.stopped)
      state.stopped = nil
      for item in state.items.prefix(state.ready) {
        switch item {
        case .arrival(let arrival):
          taken.arrivals.append(arrival)
          state.bytes -= arrival.cost
        case .failure(let draft): taken.failed.append(draft)
        }
      }
      state.items.removeFirst(state.ready)
      state.ready = 0
      return taken
    }
  }

  /// Drafts that wait for their answers from now on. Gives those that are to be sent, which are noted to be
  /// sent at `sent`; where that is nil, none can be now.
  func expect(
    _ drafts: [UnansweredDrafts.Unanswered], sent: Int64?
  ) -> [UnansweredDrafts.Unanswered] {
    withState { state in drafts.compactMap { state.drafts.append($0, sent: sent) } }
  }

  /// Nothing comes any more.
  func stop() { withState { $0.isStopped = true } }

  // MARK: The reader's. What is given back is to be sent: it was held for what has its answer now.

  var isFull: Bool { withState { $0.isFull } }

  var isStopped: Bool { withState { $0.isStopped } }

  /// A message of the stream has come.
  func arrive(_ arrival: Arrival, at now: Int64) -> UnansweredDrafts.Unanswered? {
    let (next, wake) = withState { state -> Exchange.State.Outcome in
      guard !state.isStopped else { return (nil, nil) }
      state.bytes += arrival.cost
      guard case .entry(let entry, _) = arrival.content, entry.writer == writer,
        let draft = state.drafts[entry.draft.id], draft.returned == nil
      else {
        state.items.append(.arrival(arrival))
        return (nil, state.advance())
      }
      let (id, sequence) = (entry.draft.id, arrival.sequence.value)
      state.items.append(.arrival(arrival.answering(id)))
      state.drafts[id]?.returned = (sequence, now)
      return draft.stored == sequence ? state.confirm(id, at: now) : (nil, nil)
    }
    wake?()
    return next
  }

  /// JetStream has stored a draft, or had before, at that number. Where the stream was read beyond it and it
  /// has not come, somebody has removed it, since it did not count.
  func acknowledge(
    _ draft: UInt64, at sequence: UInt64, readThrough position: UInt64, now: Int64
  ) -> UnansweredDrafts.Unanswered? {
    let (next, wake) = withState { state -> Exchange.State.Outcome in
      state.drafts[draft]?.stored = sequence
      if let returned = state.drafts[draft]?.returned {
        return returned.sequence == sequence ? state.confirm(draft, at: now) : (nil, nil)
      }
      return sequence <= position ? state.fail(draft, at: now) : (nil, nil)
    }
    wake?()
    return next
  }

  /// Drafts that have come back and are to be looked up in the stream: they have had no acknowledgement since
  /// before `time`, or another one, or it was lost. All are, where nothing more is read until they are taken.
  func unconfirmed(before time: Int64) -> [UnansweredDrafts.Unanswered] {
    withState { state in
      state.drafts.unconfirmed(before: state.isFull && state.ready == 0 ? .max : time)
    }
  }

  /// A draft is in the stream where it came back from.
  func confirm(_ draft: UInt64, at now: Int64) -> UnansweredDrafts.Unanswered? {
    let (next, wake) = withState { $0.confirm(draft, at: now) }
    wake?()
    return next
  }

  /// JetStream says that it could not store a draft. Others of its servers may have, where the disk of the
  /// one that leads them is full, and so may an earlier sending: it is looked for once more.
  func refuse(_ draft: UInt64) {
    withState { state in
      state.drafts[draft]?.isRefused = true
      state.drafts[draft]?.sent = nil
    }
  }

  /// None of the drafts under way can be counted on, since the connection broke.
  func doubtAll() { withState { $0.drafts.doubtAll() } }

  /// Whether a draft has waited since before `time`.
  func hasDoubts(before time: Int64) -> Bool { withState { $0.drafts.hasDoubts(before: time) } }

  /// Whether a draft waits since before `time`, however often it was sent.
  func hasWaited(since time: Int64) -> Bool { withState { $0.drafts.hasWaited(since: time) } }

  /// Drafts that were sent before `time` and are not in the stream up to `position`, to be sent again;
  /// `now` is when that is. Those that have been there are answered.
  func resend(
    before time: Int64, at now: Int64, readThrough position: UInt64
  ) -> [UnansweredDrafts.Unanswered] {
    let (drafts, wake) = withState { state in
      var again: [UnansweredDrafts.Unanswered] = []
      var wake: (@Sendable () -> Void)?
      for draft in state.drafts.doubtful(before: time) {
        let id = draft.entry.draft.id
        if draft.isRefused || draft.stored.map({ $0 <= position }) ?? false {
          let (next, bell) = state.fail(id, at: now)
          wake = bell ?? wake
          if let next { again.append(next) }
          continue
        }
        var draft = draft
        draft.sent = now
        state.drafts[id] = draft
        again.append(draft)
      }
      return (again, wake)
    }
    wake?()
    return drafts
  }

  /// A draft was given to the engine, or could not be (`sent` nil).
  func note(_ draft: UInt64, sent: Int64?) { withState { $0.drafts[draft]?.sent = sent } }

  /// A draft that will never be taken.
  func fail(_ draft: UInt64, at now: Int64) -> UnansweredDrafts.Unanswered? {
    let (next, wake) = withState { $0.fail(draft, at: now) }
    wake?()
    return next
  }

  /// Tells the owner that nothing more comes, and why.
  func stop(_ error: JournalError) {
    let wake = withState { state -> (@Sendable () -> Void)? in
      guard !state.isStopped else { return nil }
      state.isStopped = true
      state.stopped = error
      return state.wake
    }
    wake?()
  }

  private func withState<Answer: Sendable>(_ body: (inout State) -> Answer) -> Answer {
    state.withLock { state in
      _ = order.load(ordering: .acquiring)
      defer { order.store(true, ordering: .releasing) }
      return body(&state)
    }
  }
}

extension Exchange.State {
  /// What is to be sent then, and what is to be called.
  fileprivate typealias Outcome = (next: UnansweredDrafts.Unanswered?, wake: (@Sendable () -> Void)?)

  fileprivate var isFull: Bool { bytes >= Exchange.byteLimit }

  /// Lets the owner take what does not wait for an answer any more; gives what is to be called then.
  fileprivate mutating func advance() -> (@Sendable () -> Void)? {
    let wasReady = ready > 0
    while ready < items.count, !isWaiting(items[ready]) { ready += 1 }
    return !wasReady && ready > 0 ? wake : nil
  }

  private func isWaiting(_ item: Exchange.Item) -> Bool {
    guard case .arrival(let arrival) = item, case .entry(_, let draft?) = arrival.content else {
      return false
    }
    return drafts[draft] != nil
  }

  /// Answers a draft that is in the stream where it came back from.
  fileprivate mutating func confirm(_ draft: UInt64, at now: Int64) -> Outcome {
    guard let answered = drafts.remove(draft) else { return (nil, nil) }
    return (drafts.release(after: answered, at: now), advance())
  }

  /// Answers a draft that is not in the stream.
  fileprivate mutating func fail(_ draft: UInt64, at now: Int64) -> Outcome {
    guard let answered = drafts.remove(draft) else { return (nil, nil) }
    items.append(.failure(answered.entry.draft))
    _ = advance()
    return (drafts.release(after: answered, at: now), wake)
  }
}
