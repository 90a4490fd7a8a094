import Testing

@testable import Journal

/// What `MemoryJournal` promises beyond the contract.
@Suite("The journal in memory")
struct MemoryJournalTests {
  private func journal(capacity: Int = MemoryJournal.defaultCapacity) -> MemoryJournal {
    MemoryJournal(room: RoomID(1), capacity: capacity) { 5 }
  }

  private func draft(_ id: UInt64) -> Draft { Draft(id: id, session: .ana, number: 0, event: .said("a")) }

  private func collect(_ journal: MemoryJournal) -> [JournalAnswer] {
    var answers: [JournalAnswer] = []
    journal.collect(into: &answers)
    return answers
  }

  @Test("keeps 64 MiB unless told otherwise")
  func capacity() {
    #expect(MemoryJournal.defaultCapacity == 67_108_864)
  }

  @Test("numbers its entries from 1, without gaps, also over failures")
  func numbers() {
    let journal = journal()
    journal.failNext(1)
    journal.submit([draft(1), draft(2)])
    journal.interleave(draft(3))
    journal.submit([draft(4)])
    #expect(collect(journal).compactMap(\.entry).sequences == [1, 2, 3])
  }

  @Test("answers at once where nothing is held")
  func atOnce() {
    let journal = journal()
    journal.submit([draft(1)])
    #expect(collect(journal).compactMap(\.draft) == [1])
  }

  @Test("lets the reader see what its owner has not collected yet")
  func committedBeforeCollected() throws {
    let journal = journal()
    journal.holdAnswers(true)
    journal.submit([draft(1)])
    #expect(try journal.reader.oldest() == SequenceNumber(1))
  }

  @Test("remembers nothing of strikes whose entries are gone")
  func strikesForgotten() {
    let journal = MemoryStore(capacity: 2 * 68)
    journal.withState { state in
      for id in 1...5 { state.append(draft(UInt64(id)), of: nil, writer: 0, at: 0) }
      state.strike([1, 3, 4, 5].map { SequenceNumber($0) })
      #expect(state.struck == [SequenceNumber(4), SequenceNumber(5)])
      for id in 6...9 { state.append(draft(UInt64(id)), of: nil, writer: 0, at: 0) }
      #expect(state.struck.isEmpty)
    }
  }
}
