import Journal
import TestSupport

/// A journal in memory that counts what housekeeping asks of it, and fails it where a test wants that. Used
/// on the test's thread alone.
final class KeptJournal: ForwardingJournal {
  let memory: MemoryJournal
  /// What is asked of it in vain.
  var fails: Set<String> = []
  private(set) var calls: [String] = []
  private(set) var parts: [SnapshotPart] = []

  init(_ memory: MemoryJournal) { self.memory = memory }

  var wrapped: any Journal { memory }

  func keep(_ part: SnapshotPart) throws(JournalError) {
    try note("keep")
    parts.append(part)
    memory.keep(part)
  }

  func trim(through end: SequenceNumber, before milliseconds: Int64) throws(JournalError) -> Bool {
    try note("trim")
    return memory.trim(through: end, before: milliseconds)
  }

  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference] {
    try note("whispers")
    return memory.whispers(after: start, through: end, before: milliseconds, limit: limit)
  }

  func erase(_ whispers: [SequenceNumber]) throws(JournalError) {
    try note("erase")
    memory.erase(whispers)
  }

  func forgetCalls() {
    calls = []
    parts = []
  }

  private func note(_ call: String) throws(JournalError) {
    calls.append(call)
    if fails.contains(call) { throw JournalError(.full, "no room") }
  }
}
