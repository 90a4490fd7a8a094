import Testing

@testable import Journal

/// What `MemoryJournal` promises where several write to one.
@Suite("The journal in memory, of several writers")
struct SharedMemoryTests {
  private let first = MemoryJournal(room: RoomID(1)) { 5 }

  private func draft(_ id: UInt64) -> Draft { Draft(id: id, session: .ana, number: 0, event: .said("\(id)")) }

  private func collect(_ journal: MemoryJournal) -> [JournalAnswer] {
    var answers: [JournalAnswer] = []
    journal.collect(into: &answers)
    return answers
  }

  private func part(_ sequence: UInt64, _ index: Int, isLast: Bool) -> SnapshotPart {
    SnapshotPart(
      sequence: SequenceNumber(sequence), index: index, bytes: [UInt8(sequence)], isLast: isLast)
  }

  @Test("says as whom each of them wrote, and who came between")
  func writers() {
    let second = MemoryJournal(sharing: first, writer: 5)
    first.submit([draft(1)])
    second.submit([draft(2)])
    second.interleave(draft(3), by: .max)
    for journal in [first, second] {
      #expect(collect(journal).compactMap(\.entry).map(\.writer) == [0, 5, .max])
    }
  }

  @Test("answers another one from its beginning on, and its reader has what was before")
  func later() throws {
    first.submit([draft(1)])
    let second = MemoryJournal(sharing: first, writer: 5)
    #expect(collect(second).isEmpty)
    #expect(try second.reader.oldest() == SequenceNumber(1))
    first.submit([draft(2)])
    #expect(collect(second).compactMap(\.entry).texts == ["2"])
  }

  @Test("wakes those who did not submit it themselves")
  func wakes() async {
    let second = MemoryJournal(sharing: first, writer: 5)
    first.wake { Issue.record("it knows") }
    await confirmation { woken in
      second.wake { woken() }
      first.submit([draft(1)])
    }
  }

  @Test("holds, fails and stops one of them alone")
  func each() {
    let second = MemoryJournal(sharing: first, writer: 5)
    second.holdAnswers(true)
    second.failNext(1)
    first.submit([draft(1)])
    second.submit([draft(2)])
    #expect(collect(first).map(\.draft) == [1] && collect(second).isEmpty)
    second.holdAnswers(false)
    #expect(collect(second).compactMap(\.draft) == [2])
    let error = JournalError(.failed, "")
    second.stop(error)
    second.submit([draft(3)])
    first.submit([draft(4)])
    #expect(collect(second).prefix(2) == [.stopped(error), .failed(draft: 3)])
    #expect(collect(first).compactMap(\.draft) == [4])
  }

  @Test("keeps whole snapshots although two write theirs at once, and the later one")
  func snapshots() {
    let second = MemoryJournal(sharing: first, writer: 5)
    first.keep(part(2, 0, isLast: false))
    second.keep(part(3, 0, isLast: false))
    second.keep(part(3, 1, isLast: true))
    #expect(first.snapshot() == Snapshot(sequence: SequenceNumber(3), bytes: [3, 3]))
    first.keep(part(2, 1, isLast: true))
    #expect(first.snapshot() == Snapshot(sequence: SequenceNumber(3), bytes: [3, 3]))
  }

  @Test("gathers no answers for who is gone")
  func gone() {
    let store = MemoryStore(capacity: 1_000)
    store.withState { state in
      let owners = [state.addOwner(), state.addOwner()]
      state.owners[owners[0]].isGone = true
      state.append(draft(1), of: owners[1], writer: 0, at: 0)
      #expect(state.owners[owners[0]].answers.isEmpty && state.owners[owners[1]].answers.count == 1)
    }
  }
}
