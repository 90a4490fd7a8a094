import Journal

/// What the contract needs of a store beyond `Journal`: to make happen, when a test wants it, what happens to
/// a store by itself. All may be called from any thread.
protocol JournalControl: Sendable {
  /// Commits a draft of another writer.
  func interleave(_ draft: Draft, by writer: UInt64)

  /// While true, answers wait; turned false again, they come, with a wake.
  func holdAnswers(_ isHolding: Bool)

  /// Lets the next `count` drafts fail.
  func failNext(_ count: Int)
}

extension MemoryJournal: JournalControl {}
