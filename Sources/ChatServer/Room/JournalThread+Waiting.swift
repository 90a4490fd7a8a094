import Journal
import Wire

/// Private messages that wait for owners: they stand in the welcome of the next device that enters, so they
/// are read before its entering is proposed. What is committed meanwhile is put behind them.
extension JournalThread {
  /// Has the messages read that wait for an owner who wants to enter; false where none do.
  func readWaiting(for name: Name, _ identity: Identity, _ number: UInt64, _ attachment: Attachment) -> Bool {
    guard !identity.keys.isEmpty, let owner = roster.owned.names[name.key]?.owner else { return false }
    let messages = roster.waiting(for: name.key, at: clock())
    guard !messages.isEmpty else { return false }
    guard ask(.waiting(messages), for: attachment) else {
      attachments[attachment.connection] = nil
      fanOut.refuse(number, .tooFast, to: attachment, effect: .refused)
      return true
    }
    comers[attachment.connection] = Comer(attachment, owner, name, number: number)
    return true
  }

  /// What waited has been read, or cannot be: then the owner is not let in, or it would be taken for told.
  func waitingRead(_ request: Request, _ waiting: WaitingLines?) {
    guard let comer = comers[request.connection], attachments[request.connection] === comer.attachment else {
      comers[request.connection] = nil
      return
    }
    guard let waiting else {
      attachments[request.connection] = nil
      comers[request.connection] = nil
      return fanOut.refuse(
        comer.number, .notStored, words: welcome.phrases.words(for: Refusal.notRead), to: comer.attachment,
        effect: .refused)
    }
    comer.waiting.insert(waiting)
    propose(
      identity(comer.name, isResumable: true, comer.attachment.caller), comer.number, for: comer.attachment)
  }

  /// A message that waits for an owner who is on the way in was not among those that are read.
  func giveToComers(_ entry: Entry, _ whisper: Whisper) {
    guard !comers.isEmpty, roster.waits(entry.sequence, for: whisper.recipient) else { return }
    for comer in comers.values where comer.owner == whisper.recipient {
      comer.waiting.append(entry, for: comer.attachment.session)
    }
  }

  /// Nobody came in time for these: proposes that they wait no more.
  func forget(_ overdue: [SessionID: SequenceNumber]) {
    // Of several nodes one proposes it.
    guard !overdue.isEmpty, turnTime == 0 else { return }
    for (owner, end) in overdue {
      submit(.forgotten(owner: owner, through: end), session: .server, for: nil)
    }
    settle()
  }

  /// Tells those who are here which of their private messages never arrive.
  func tellUndelivered(_ missed: [(sequence: SequenceNumber, sender: SessionID)]) {
    for (sequence, sender) in missed {
      guard let attachment = current[sender], attachment.dialect == .numbered else { continue }
      fanOut.tell(attachment) { _, bytes in welcome.appendUndelivered([sequence], to: &bytes) }
    }
  }
}
