import Journal
import Reactor
import Wire

/// After the journal has stopped (`JournalAnswer.stopped`): what is there can be read, nothing is added,
/// until the server is started again. Where other nodes go on, everybody is sent to them.
extension JournalThread {
  /// Tells everybody, or sends them away. What was under way gets no answer, since nobody knows whether it is
  /// in the journal: a numbered client sends it again, after the restart or elsewhere, and learns then.
  func becomeReadOnly(_ error: JournalError) {
    log.critical(
      "the journal takes no more: nothing is accepted until the server is started again",
      metadata: ["error": "\(error)"])
    isReadOnly = true
    for unsettled in takePending() { unsettle(unsettled) }
    refuse(latecomers.takeAll())
    let now = Clock.monotonicMilliseconds
    leases?.giveUp(now)
    if !isStopping, leases?.loses(now) == true {
      log.warning("everybody is sent to the other nodes")
      return sendAway()
    }
    for attachment in current.values {
      fanOut.tell(attachment) { dialect, bytes in welcome.phrases.appendReadOnly(in: dialect, to: &bytes) }
    }
  }

  private func unsettle(_ unsettled: Pending) {
    guard let attachment = unsettled.attachment else { return }
    switch unsettled.draft.event {
    case .joined, .returned: fail(unsettled)
    case .said, .whispered, .keys, .forgotten, .kicked, .banned, .pardoned, .nodeServes,
      .nodeEnded:
      break
    case .away, .left, .ended: detach(attachment) { _, _ in }
    }
    answered(attachment)
  }
}
