import Journal

@testable import ChatServer

/// A journal in memory to which another process writes: somebody enters right before whatever is submitted,
/// so many times.
final class IntrudedJournal: Journal {
  private let journal: MemoryJournal
  private let intrusion: Event
  private var left: Int

  init(_ journal: MemoryJournal, _ intrusion: Event, times: Int) {
    self.journal = journal
    self.intrusion = intrusion
    left = times
  }

  func submit(_ drafts: [Draft]) {
    if left > 0 {
      journal.interleave(Draft(id: 1, session: Sample.session(100 + left), number: 0, event: intrusion))
      left -= 1
    }
    journal.submit(drafts)
  }

  var room: RoomID { journal.room }
  var writer: UInt64 { journal.writer }
  var reader: any JournalReader { journal.reader }
  var wantsRest: Bool { journal.wantsRest }

  func collect(into answers: inout [JournalAnswer]) { journal.collect(into: &answers) }

  func wake(with closure: @escaping @Sendable () -> Void) { journal.wake(with: closure) }

  func strike(_ sequences: [SequenceNumber]) { journal.strike(sequences) }

  func snapshot() -> Snapshot? { journal.snapshot() }

  func keep(_ part: SnapshotPart) { journal.keep(part) }

  func trim(through end: SequenceNumber, before milliseconds: Int64) -> Bool {
    journal.trim(through: end, before: milliseconds)
  }

  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) -> [WhisperReference] {
    journal.whispers(after: start, through: end, before: milliseconds, limit: limit)
  }

  func erase(_ whispers: [SequenceNumber]) { journal.erase(whispers) }

  func rest() { journal.rest() }
}
