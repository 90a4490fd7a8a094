import Journal

/// A journal that has left out most numbers.
struct SparseReader: JournalReader {
  let entries: [Entry]

  func oldest() -> SequenceNumber? { SequenceNumber(1) }

  func entries(after start: SequenceNumber, through end: SequenceNumber, bytes: Int) -> [Entry] {
    let all = entries.filter { $0.sequence > start && $0.sequence <= end }
    return bytes == 0 ? Array(all.prefix(1)) : all
  }

  func messages(for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int) -> [Entry] { [] }
}
