import Journal

/// A journal that cannot be read.
struct UnreadableReader: JournalReader {
  static let error = JournalError(.failed, "not today")

  func oldest() throws(JournalError) -> SequenceNumber? { throw Self.error }

  func entries(
    after start: SequenceNumber, through end: SequenceNumber, bytes: Int
  ) throws(JournalError) -> [Entry] { throw Self.error }

  func messages(
    for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int
  ) throws(JournalError) -> [Entry] { throw Self.error }
}
