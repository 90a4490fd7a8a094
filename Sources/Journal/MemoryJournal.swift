import Synchronization

/// The journal's twin in memory: what it holds ends with the process.
///
/// Owned by the journal thread like every journal; its reader's state stands behind a mutex of its own, as a
/// database's would. It keeps the newest entries up to `capacity` bytes and drops the oldest past that. For
/// the contract's sake it can also do what stores elsewhere do: have several writers
/// (`init(sharing:writer:)`, `interleave`), answer later (`holdAnswers`), fail (`failNext`) and stop
/// (`stop`), each of these to one of the writers.
package final class MemoryJournal: Journal, Sendable {
  /// 64 MiB, as `Entry.cost` counts.
  package static let defaultCapacity = 64 << 20

  /// Which log this is.
  package let room: RoomID
  /// 0, unless it shares another one's entries.
  package let writer: UInt64
  private let store: MemoryStore
  private let clock: @Sendable () -> Int64
  /// Which of the store's owners this is.
  private let owner: Int

  /// An empty journal.
  ///
  /// - Parameters:
  ///   - capacity: bytes that are kept at the most, as `Entry.cost` counts; the newest entry is always kept.
  ///   - clock: milliseconds since 1970. A clock that goes back does not take the entries' times back.
  package init(
    room: RoomID, capacity: Int = MemoryJournal.defaultCapacity, clock: @escaping @Sendable () -> Int64
  ) {
    self.room = room
    self.clock = clock
    writer = 0
    store = MemoryStore(capacity: capacity)
    owner = store.withState { $0.addOwner() }
  }

  /// Another writer of a journal's log, on a thread of its own: a node beside others. What was committed
  /// before, its reader gives; what is committed from now on, whoever writes it, its answers too.
  package init(sharing journal: MemoryJournal, writer: UInt64) {
    room = journal.room
    clock = journal.clock
    self.writer = writer
    store = journal.store
    owner = store.withState { $0.addOwner() }
  }

  deinit { store.withState { $0.owners[owner] = MemoryStore.Owner(isGone: true) } }

  /// Reads what was committed; usable from any thread.
  package var reader: any JournalReader { store }

  /// Commits the drafts at once, except those that are to fail.
  package func submit(_ drafts: [Draft]) {
    let now = clock()
    let others = store.withState { state in
      for draft in drafts {
        if state.owners[owner].isStopped || state.owners[owner].failures > 0 {
          state.owners[owner].failures = max(0, state.owners[owner].failures - 1)
          state.owners[owner].answers.append(.failed(draft: draft.id))
        } else {
          state.append(draft, of: owner, writer: writer, at: now)
        }
      }
      return state.wakes(except: owner)
    }
    for wake in others { wake() }
  }

  /// Gives the answers so far, unless they are held.
  package func collect(into answers: inout [JournalAnswer]) {
    store.withState { state in
      guard !state.owners[owner].isHolding, !state.owners[owner].answers.isEmpty else { return }
      answers.append(contentsOf: state.owners[owner].answers)
      state.owners[owner].answers.removeAll(keepingCapacity: true)
    }
  }

  /// Calls back after another writer's entries, and when answers are held no more.
  package func wake(with closure: @escaping @Sendable () -> Void) {
    store.withState { $0.owners[owner].wake = closure }
  }

  /// Hides the entries from the reader.
  package func strike(_ sequences: [SequenceNumber]) {
    store.withState { $0.strike(sequences) }
  }

  /// The last one that was kept whole.
  package func snapshot() -> Snapshot? { store.withState { $0.snapshot } }

  /// Keeps a piece of a snapshot.
  package func keep(_ part: SnapshotPart) { store.withState { $0.keep(part, of: owner) } }

  /// Removes old entries, 1,024 at a time.
  package func trim(through end: SequenceNumber, before milliseconds: Int64) -> Bool {
    store.withState { $0.trim(through: end, before: milliseconds) }
  }

  /// Private messages that are not erased.
  package func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) -> [WhisperReference] {
    store.withState { $0.whispers(after: start, through: end, before: milliseconds, limit: limit) }
  }

  /// Forgets what private messages say.
  package func erase(_ whispers: [SequenceNumber]) { store.withState { $0.erase(whispers) } }

  /// Never: nothing here takes long.
  package var wantsRest: Bool { false }

  /// Nothing to do.
  package func rest() {}

  /// Commits a draft of another writer, from any thread.
  package func interleave(_ draft: Draft, by writer: UInt64 = 0) {
    let now = clock()
    let wakes = store.withState { state in
      state.append(draft, of: nil, writer: writer, at: now)
      return state.wakes(except: nil)
    }
    for wake in wakes { wake() }
  }

  /// While true, answers wait; turned false again, they come, with a wake. From any thread.
  package func holdAnswers(_ isHolding: Bool) {
    let wake = store.withState { state in
      state.owners[owner].isHolding = isHolding
      return state.owners[owner].wake
    }
    if !isHolding { wake?() }
  }

  /// Stops as a journal does whose disk fails: what waits for its answer is in the log, but nobody is told
  /// so. From any thread.
  package func stop(_ error: JournalError) {
    let wake = store.withState { state in
      state.owners[owner].isStopped = true
      state.owners[owner].isHolding = false
      state.owners[owner].answers = [.stopped(error)]
      return state.owners[owner].wake
    }
    wake?()
  }

  /// Takes drafts again, as a journal does that was opened anew. From any thread.
  package func reopen() {
    store.withState { $0.owners[owner].isStopped = false }
  }

  /// Lets the next `count` drafts fail. From any thread.
  package func failNext(_ count: Int) {
    store.withState { $0.owners[owner].failures = count }
  }
}
