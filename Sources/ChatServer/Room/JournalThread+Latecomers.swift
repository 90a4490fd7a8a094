import Journal
import Wire

/// Sessions that are to be taken up and are not known here, or not as it takes: they may have been another
/// node's until a moment ago.
extension JournalThread {
  /// Lets somebody who wants to take a session up wait until this node has folded what is committed by now.
  func awaitRenewal(_ attachment: Attachment, _ request: Request) {
    attachments[attachment.connection] = attachment
    attachment.resumption = Resumption(request)
    attachment.outstanding += 1
    latecomers.append(attachment)
    leases?.wantRenewal()
  }

  /// All is folded that was committed when they came.
  func resume(_ latecomers: [Attachment]) {
    for latecomer in latecomers {
      if isAttached(latecomer), let resumption = latecomer.resumption {
        attachments[latecomer.connection] = nil
        resumeAgain(resumption)
      }
      answered(latecomer)
    }
  }

  /// They wait in vain: nothing can be stored.
  func refuse(_ latecomers: [Attachment]) {
    for latecomer in latecomers {
      if isAttached(latecomer) {
        attachments[latecomer.connection] = nil
        fanOut.refuse(
          latecomer.resumption?.request.number ?? 0, .notStored, words: welcome.phrases.lostTouch,
          to: latecomer, effect: .refused)
      }
      answered(latecomer)
    }
  }

  /// Whether the session can be taken up by whom that is, by all that is folded here.
  func canBeTakenUp(_ session: SessionID, by caller: Caller) -> Bool {
    guard roster.isResumable(session), let known = roster.identity(of: session) else { return false }
    if roster.bearsName(session) { return roster.mayTakeUp(session, with: caller.personKey) }
    let identity = roster.identity(
      known.name, known.key, isResumable: true, shown: caller.personKey, at: clock())
    return roster.verdict(onEntering: identity, at: clock()) == .counts
  }
}
