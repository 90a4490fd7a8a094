import Journal
import TestSupport

@testable import ChatServer

/// A journal in memory to which another process writes: somebody enters right before whatever is submitted,
/// so many times.
final class IntrudedJournal: ForwardingJournal {
  private let journal: MemoryJournal
  private let intrusion: Event
  private var left: Int

  init(_ journal: MemoryJournal, _ intrusion: Event, times: Int) {
    self.journal = journal
    self.intrusion = intrusion
    left = times
  }

  var wrapped: any Journal { journal }

  func submit(_ drafts: [Draft]) {
    if left > 0 {
      journal.interleave(Draft(id: 1, session: Sample.session(100 + left), number: 0, event: intrusion))
      left -= 1
    }
    journal.submit(drafts)
  }
}
