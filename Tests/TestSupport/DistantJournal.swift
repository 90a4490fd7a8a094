import Journal

/// A journal that can be out of its server's reach, and come back.
final class DistantJournal: ForwardingJournal {
  let wrapped: any Journal
  private let reach: Reach
  /// What was submitted while it was out of reach.
  private var waiting: [Draft] = []

  init(_ journal: any Journal, _ reach: Reach) {
    wrapped = journal
    self.reach = reach
  }

  var wantsRest: Bool { !reach.isCut && wrapped.wantsRest }

  func submit(_ drafts: [Draft]) {
    reach.pass()
    waiting += drafts
    handOver()
  }

  func collect(into answers: inout [JournalAnswer]) {
    reach.pass()
    handOver()
    if !reach.isCut { wrapped.collect(into: &answers) }
  }

  func wake(with closure: @escaping @Sendable () -> Void) {
    reach.wake(with: closure)
    wrapped.wake(with: closure)
  }

  func rest() { if !reach.isCut { wrapped.rest() } }

  private func handOver() {
    guard !reach.isCut, !waiting.isEmpty else { return }
    wrapped.submit(waiting)
    waiting = []
  }
}
