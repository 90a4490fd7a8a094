import Journal

/// A journal in memory whose reader counts.
final class CountedJournal: ForwardingJournal, Sendable {
  let counted: CountedReader
  private let journal: MemoryJournal

  init(_ journal: MemoryJournal) {
    self.journal = journal
    counted = CountedReader(journal.reader)
  }

  var wrapped: any Journal { journal }
  var reader: any JournalReader { counted }
}
