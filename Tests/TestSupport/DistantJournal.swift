import Journal

/// A journal that can be out of its server's reach, and come back.
final class DistantJournal: Journal {
  private let journal: any Journal
  private let reach: Reach
  /// What was submitted while it was out of reach.
  private var waiting: [Draft] = []

  init(_ journal: any Journal, _ reach: Reach) {
    self.journal = journal
    self.reach = reach
  }

  var room: RoomID { journal.room }
  var writer: UInt64 { journal.writer }
  var reader: any JournalReader { journal.reader }
  var wantsRest: Bool { !reach.isCut && journal.wantsRest }

  func submit(_ drafts: [Draft]) {
    reach.pass()
    waiting += drafts
    handOver()
  }

  func collect(into answers: inout [JournalAnswer]) {
    reach.pass()
    handOver()
    if !reach.isCut { journal.collect(into: &answers) }
  }

  func wake(with closure: @escaping @Sendable () -> Void) {
    reach.wake(with: closure)
    journal.wake(with: closure)
  }

  func strike(_ sequences: [SequenceNumber]) { journal.strike(sequences) }

  func snapshot() throws(JournalError) -> Snapshot? { try journal.snapshot() }

  func keep(_ part: SnapshotPart) throws(JournalError) { try journal.keep(part) }

  func trim(through end: SequenceNumber, before milliseconds: Int64) throws(JournalError) -> Bool {
    try journal.trim(through: end, before: milliseconds)
  }

  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference] {
    try journal.whispers(after: start, through: end, before: milliseconds, limit: limit)
  }

  func erase(_ whispers: [SequenceNumber]) throws(JournalError) { try journal.erase(whispers) }

  func rest() { if !reach.isCut { journal.rest() } }

  private func handOver() {
    guard !reach.isCut, !waiting.isEmpty else { return }
    journal.submit(waiting)
    waiting = []
  }
}
