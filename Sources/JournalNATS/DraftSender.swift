import Reactor

/// Gives drafts to the engine: the owner those that come, the reader those that are sent again or were held.
struct DraftSender: Sendable {
  let connection: NATSConnection
  let exchange: Exchange

  /// Sends a draft that is noted to be sent; where it can never be taken, the one that was held for it.
  func send(_ draft: UnansweredDrafts.Unanswered) {
    var next: UnansweredDrafts.Unanswered? = draft
    while let draft = next {
      next = nil
      let id = draft.entry.draft.id
      do throws(NATSFailure) {
        try connection.publish(draft.bytes, name: draft.entry.name, draft: id)
      } catch {
        if error.kind == .refused {
          next = exchange.fail(id, at: Clock.monotonicMilliseconds)
        } else {
          exchange.note(id, sent: nil)
        }
      }
    }
  }
}
