import Journal
import Wire

/// Several devices of one owner: to others they are one person, who is here from the first to the last.
extension JournalThread {
  /// Asks for the name, or says why it cannot be had.
  func propose(_ identity: Identity, _ number: UInt64, for attachment: Attachment) {
    let verdict = roster.verdict(onEntering: identity, at: clock())
    guard verdict == .counts else {
      return refuseName(attachment.resumption?.request.number ?? number, verdict, to: attachment)
    }
    // To take a session up is not one of its numbered lines.
    let isReturn = attachment.resumption != nil
    submit(
      .joined(identity), session: attachment.session, number: isReturn ? 0 : number, for: attachment)
  }

  /// Proposes that a session leaves, as the last of its name's or not.
  func submitLeft(
    _ session: SessionID, _ name: [UInt8], _ cause: LeaveCause, awaySince: SequenceNumber? = nil,
    number: UInt64 = 0, for attachment: Attachment?
  ) {
    let isLast = roster.isLast(session)
    submit(
      .left(name: name, cause: cause, awaySince: awaySince, isLast: isLast), session: session,
      number: number, for: attachment)
  }

  /// Other devices came or went while the draft was on its way, so it is proposed once more, as it is now.
  func propose(_ entry: Entry, again attachment: Attachment?) {
    switch entry.event {
    case .joined(let identity):
      guard let attachment, isAttached(attachment) else { return }
      propose(
        roster.identity(
          identity.name, identity.key, isResumable: identity.isResumable,
          shown: attachment.caller.personKey, at: clock()), entry.number, for: attachment)
    case .left(let name, let cause, let awaySince, _):
      submitLeft(
        entry.session, name, cause, awaySince: awaySince, number: entry.number, for: attachment)
    default: break
    }
  }

  /// Gives a private message to its addressee, be it on several devices, and to the sender's other devices.
  func deliver(_ entry: Entry, _ whisper: Whisper) {
    if whisper.recipient.ownerSince == nil {
      if let recipient = current[whisper.recipient] { fanOut.deliver(entry, whisper, to: recipient) }
    } else {
      for device in roster.devices(of: whisper.recipient) {
        if let recipient = current[device] { fanOut.deliver(entry, whisper, to: recipient) }
      }
      giveToComers(entry, whisper)
    }
    guard let owner = whisper.owner, !roster.others.isEmpty else { return }
    for device in roster.devices(of: owner) where device != entry.session {
      if let recipient = current[device] { fanOut.deliver(entry, whisper, to: recipient) }
    }
  }
}
