import Journal
import Testing

/// A journal's reader, of which no test expects that it fails: where it does, that is an issue, and nothing
/// was read.
struct CheckedReader: Sendable {
  let reader: any JournalReader

  func oldest() -> SequenceNumber? { checked(nil) { () throws(JournalError) in try reader.oldest() } }

  func entries(after start: SequenceNumber, through end: SequenceNumber, bytes: Int) -> [Entry] {
    checked([]) { () throws(JournalError) in try reader.entries(after: start, through: end, bytes: bytes) }
  }

  /// Of a guest's session, or, with an `owner`, of a device of that one.
  func messages(
    for session: SessionID, owner: SessionID? = nil, through end: SequenceNumber, count: Int, bytes: Int
  ) -> [Entry] {
    checked([]) { () throws(JournalError) in
      try reader.messages(for: Viewer(session, owner: owner), through: end, count: count, bytes: bytes)
    }
  }

  private func checked<Read>(_ nothing: Read, _ read: () throws(JournalError) -> Read) -> Read {
    do throws(JournalError) {
      return try read()
    } catch {
      Issue.record(error)
      return nothing
    }
  }
}
