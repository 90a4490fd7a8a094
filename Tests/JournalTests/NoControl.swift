import Journal
import TestSupport

/// For journals that fail by themselves.
struct NoControl: JournalControl {
  /// Where the journal is, if it is to go with it.
  var folder: TemporaryFolder?

  func interleave(_ draft: Draft, by writer: UInt64) {}
  func holdAnswers(_ isHolding: Bool) {}
  func failNext(_ count: Int) {}
}
