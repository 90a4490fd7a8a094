import Journal
import Synchronization

/// A journal's reader that counts the entries which it reads in a row, as for those who catch up.
package final class CountedReader: JournalReader {
  private let reader: any JournalReader
  private let count = Atomic(0)

  /// Reads through `reader`.
  package init(_ reader: any JournalReader) { self.reader = reader }

  /// How many entries `entries` has given out.
  package var entriesRead: Int { count.load(ordering: .relaxed) }

  /// The oldest entry.
  package func oldest() throws(JournalError) -> SequenceNumber? { try reader.oldest() }

  /// Entries in a row, counted.
  package func entries(
    after start: SequenceNumber, through end: SequenceNumber, bytes: Int
  ) throws(JournalError) -> [Entry] {
    let entries = try reader.entries(after: start, through: end, bytes: bytes)
    count.add(entries.count, ordering: .relaxed)
    return entries
  }

  /// What `#historico` gives back; not counted.
  package func messages(
    for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int
  ) throws(JournalError) -> [Entry] {
    try reader.messages(for: viewer, through: end, count: count, bytes: bytes)
  }
}
