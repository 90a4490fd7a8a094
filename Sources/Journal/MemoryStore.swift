import Synchronization

/// What a `MemoryJournal` holds, shared between its owners and its readers.
final class MemoryStore: JournalReader {
  private let state: Mutex<State>
  /// Orders what the mutex orders, for ThreadSanitizer: it does not see into the library with `Mutex`, which
  /// is not instrumented, and would take every use of the state for a race. An atomic it understands, and
  /// this one costs a load and a store.
  private let order = Atomic<Bool>(false)

  init(capacity: Int) { state = Mutex(State(capacity: capacity)) }

  /// The only place where the mutex is taken.
  func withState<Answer: Sendable>(_ body: (inout State) -> Answer) -> Answer {
    state.withLock { state in
      _ = order.load(ordering: .acquiring)
      defer { order.store(true, ordering: .releasing) }
      return body(&state)
    }
  }

  func oldest() -> SequenceNumber? {
    withState { $0.head < $0.entries.count ? $0.entries[$0.head].sequence : nil }
  }

  func entries(
    after start: SequenceNumber, through end: SequenceNumber, bytes: Int
  ) -> [Entry] {
    withState { state in
      var result: [Entry] = []
      var size = 0
      for entry in state.entries[state.index(after: start)...] {
        guard entry.sequence <= end else { break }
        guard state.isShown(entry) else { continue }
        size += entry.cost
        guard size <= bytes || result.isEmpty else { break }
        result.append(entry)
      }
      return result
    }
  }

  func messages(
    for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int
  ) -> [Entry] {
    withState { state in
      var result: [Entry] = []
      var size = 0
      var publicCount = 0
      for entry in state.entries[state.head..<state.index(after: end)].reversed() {
        guard publicCount < count else { break }
        guard state.isShown(entry) else { continue }
        switch entry.event {
        case .said: publicCount += 1
        case .whispered(let whisper) where viewer.sees(whisper, from: entry.session): break
        default: continue
        }
        size += entry.cost
        guard size <= bytes else { break }
        result.append(entry)
      }
      result.reverse()
      return result
    }
  }
}
