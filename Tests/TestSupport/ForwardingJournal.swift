import Journal

/// A journal that does what another one does, but for what a test would have it do otherwise.
package protocol ForwardingJournal: Journal {
  /// The one that does it.
  var wrapped: any Journal { get }
}

extension ForwardingJournal {
  package var room: RoomID { wrapped.room }
  package var writer: UInt64 { wrapped.writer }
  package var reader: any JournalReader { wrapped.reader }
  package var wantsRest: Bool { wrapped.wantsRest }

  package func submit(_ drafts: [Draft]) { wrapped.submit(drafts) }

  package func collect(into answers: inout [JournalAnswer]) { wrapped.collect(into: &answers) }

  package func wake(with closure: @escaping @Sendable () -> Void) { wrapped.wake(with: closure) }

  package func strike(_ sequences: [SequenceNumber]) { wrapped.strike(sequences) }

  package func snapshot() throws(JournalError) -> Snapshot? { try wrapped.snapshot() }

  package func keep(_ part: SnapshotPart) throws(JournalError) { try wrapped.keep(part) }

  package func trim(
    through end: SequenceNumber, before milliseconds: Int64
  ) throws(JournalError) -> Bool {
    try wrapped.trim(through: end, before: milliseconds)
  }

  package func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference] {
    try wrapped.whispers(after: start, through: end, before: milliseconds, limit: limit)
  }

  package func erase(_ whispers: [SequenceNumber]) throws(JournalError) { try wrapped.erase(whispers) }

  package func rest() { wrapped.rest() }
}
