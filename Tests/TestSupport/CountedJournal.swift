import Journal

/// A journal in memory whose reader counts.
final class CountedJournal: Journal, Sendable {
  let journal: MemoryJournal
  let counted: CountedReader

  init(_ journal: MemoryJournal) {
    self.journal = journal
    counted = CountedReader(journal.reader)
  }

  var room: RoomID { journal.room }
  var writer: UInt64 { journal.writer }
  var reader: any JournalReader { counted }
  var wantsRest: Bool { journal.wantsRest }

  func submit(_ drafts: [Draft]) { journal.submit(drafts) }

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
