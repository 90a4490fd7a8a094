import Journal
import Reactor
import Wire

/// What the other threads ask for.
extension JournalThread {
  func take(_ request: Request) {
    switch request.kind {
    // Their I/O threads say goodbye to them.
    case .enter where isStopping, .resume where isStopping: break
    case .enter(let name, let dialect, let caller): enter(request, name, dialect, caller)
    case .resume(let token, let caller): resume(request, token, caller, isCaughtUp: leases == nil)
    case .line, .mistake, .ended: takeInTurn(request)
    case .historyRead(let bytes): historyRead(request, bytes)
    case .waitingRead(let waiting): waitingRead(request, waiting)
    case .keys(let pin, let next): announce(pin, next: next)
    case .admission(let admission): admit(by: admission)
    case .stop: stop()
    }
  }

  private func enter(_ request: Request, _ name: Name, _ dialect: Dialect, _ caller: Caller) {
    let token = SessionToken.make()
    let attachment = Attachment(
      connection: request.connection, session: SessionToken.session(of: token), dialect: dialect,
      caller: caller)
    if let refusal = refusal(of: caller) { return turnAway(request.number, refusal, attachment) }
    guard !isCutOff else { return refuseCutOff(request.number, attachment) }
    let identity = identity(name, isResumable: dialect == .numbered, caller)
    attachment.token = token
    attachments[request.connection] = attachment
    let mayEnter = roster.verdict(onEntering: identity, at: clock()) == .counts
    if mayEnter, readWaiting(for: name, identity, request.number, attachment) { return }
    propose(identity, request.number, for: attachment)
  }

  /// With what somebody who is called from there asks to enter under the name.
  func identity(_ name: Name, isResumable: Bool, _ caller: Caller) -> Identity {
    roster.identity(
      name.bytes, name.key, isResumable: isResumable, shown: caller.personKey, at: clock())
  }

  /// Takes a session up once more: what was committed meanwhile is folded now.
  func resumeAgain(_ resumption: Resumption) {
    guard !isStopping, case .resume(let token, let caller) = resumption.request.kind else { return }
    resume(resumption.request, token, caller, isCaughtUp: true)
  }

  /// - Parameter isCaughtUp: whether all is folded that was committed when this was asked for.
  private func resume(_ request: Request, _ token: [UInt8], _ caller: Caller, isCaughtUp: Bool) {
    let attachment = Attachment(
      connection: request.connection, session: SessionToken.session(of: token), dialect: .numbered,
      caller: caller)
    if let refusal = refusal(of: caller) { return turnAway(request.number, refusal, attachment) }
    guard !isCutOff else { return refuseCutOff(request.number, attachment) }
    guard isCaughtUp || canBeTakenUp(attachment.session, by: caller) else {
      return awaitRenewal(attachment, request)
    }
    guard roster.isResumable(attachment.session), let known = roster.identity(of: attachment.session) else {
      fanOut.refuse(request.number, .noSuchSession, to: attachment, effect: .refused)
      return
    }
    attachments[request.connection] = attachment
    attachment.resumption = Resumption(request)
    // Neither is repeatable by number: taking a session up is not one of its numbered lines.
    if roster.bearsName(attachment.session) {
      guard roster.mayTakeUp(attachment.session, with: caller.personKey) else {
        return refuseName(request.number, .nameOwned, to: attachment)
      }
      return submit(.returned, session: attachment.session, for: attachment)
    }
    let identity = roster.identity(
      known.name, known.key, isResumable: true, shown: caller.personKey, at: clock())
    propose(identity, request.number, for: attachment)
  }

  /// Nothing can be committed here: the client is to go to another node.
  private func refuseCutOff(_ number: UInt64, _ attachment: Attachment) {
    fanOut.refuse(number, .notStored, words: welcome.phrases.lostTouch, to: attachment, effect: .refused)
  }

  /// Lines become drafts at once, since the journal keeps their order; whatever is answered from here waits
  /// until the journal has answered all of the connection's earlier lines.
  private func takeInTurn(_ request: Request) {
    guard let attachment = attachments[request.connection] else { return }
    guard attachment.held.isEmpty, attachment.outstanding == 0 || isJournalled(request, attachment) else {
      attachment.held.append(request)
      if attachment.held.count > Attachment.heldLimit { relieve(attachment) }
      return
    }
    switch request.kind {
    case .line(let line): perform(line, request.number, attachment)
    case .mistake(let refusal): fanOut.refuse(request.number, refusal, to: attachment)
    case .ended(let cause, let isWaiting): end(attachment, cause, isWaiting: isWaiting)
    case .enter, .resume, .historyRead, .waitingRead, .keys, .admission, .stop: break
    }
  }

  /// Lets the journal answer what is before the held lines; a connection that sends without end although the
  /// journal does not answer is cut.
  private func relieve(_ attachment: Attachment) {
    settle()
    guard attachment.held.count > Attachment.heldLimit else { return }
    let event = departure(of: attachment, cause: .slow)
    let hasEntered = attachment.hasEntered
    detach(attachment) { _, _ in }
    guard hasEntered else { return }
    lastCallers[attachment.session] = attachment.caller
    submit(event, session: attachment.session, for: nil)
  }

  /// Whether the line may become a draft before the earlier ones are answered. One that is refused, or
  /// answered from what is known already, may not.
  private func isJournalled(_ request: Request, _ attachment: Attachment) -> Bool {
    guard attachment.hasEntered, !attachment.awaitsHistory, case .line(let line) = request.kind else {
      return false
    }
    guard !isKnown(request.number, attachment) else { return false }
    switch line {
    case .say: return true
    case .whisper(let name, _):
      guard let recipient = roster.addressee(name.key, at: clock)?.recipient else { return false }
      return !isOwn(recipient, attachment)
    default: return false
    }
  }

  private func isKnown(_ number: UInt64, _ attachment: Attachment) -> Bool {
    guard attachment.dialect == .numbered, number != 0 else { return false }
    return roster.answer(to: number, in: attachment.session) != nil
      || roster.isForgotten(number, in: attachment.session)
  }

  private func perform(_ line: ClientLine, _ number: UInt64, _ attachment: Attachment) {
    guard !isKnown(number, attachment) else {
      if let sequence = roster.answer(to: number, in: attachment.session) {
        fanOut.acknowledge(number, as: sequence, to: attachment)
      } else {
        fanOut.refuse(number, .notAllowed, to: attachment)
      }
      return
    }
    switch line {
    case .say(let text):
      submit(
        .said(name: attachment.name, text: text.bytes), session: attachment.session, number: number,
        for: attachment)
    case .whisper(let name, let text): whisper(to: name, text, number, attachment)
    case .leave: leave(number, attachment)
    case .who:
      fanOut.tell(attachment) { dialect, bytes in welcome.appendWho(roster, in: dialect, to: &bytes) }
      fanOut.acknowledge(number, as: nil, to: attachment)
    case .help:
      let isOwner = roster.ownedName(of: attachment.session) != nil
      let isAdmin = admission.isAdmin(attachment.caller)
      fanOut.tell(attachment) { dialect, bytes in
        welcome.appendHelp(in: dialect, isOwner: isOwner, isAdmin: isAdmin, to: &bytes)
      }
      fanOut.acknowledge(number, as: nil, to: attachment)
    case .history(let count, let before):
      askHistory(count, before: before, number: number, for: attachment)
    case .adopt(let pin): changeKeys(.added, pin, number, attachment)
    case .remove(let pin): changeKeys(.removed, pin, number, attachment)
    case .keys: tellKeys(number, attachment)
    case .keysOf(let name): tellKeys(of: name, number, attachment)
    case .kick, .ban, .pardon: administer(line, number, attachment)
    case .name, .resume, .nothing, .ping: break
    }
  }

  private func whisper(to name: Name, _ text: Text, _ number: UInt64, _ attachment: Attachment) {
    guard let (recipient, shown) = roster.addressee(name.key, at: clock) else {
      fanOut.refuse(number, .noSuchPerson, to: attachment)
      return
    }
    guard !isOwn(recipient, attachment) else {
      fanOut.refuse(number, .notAllowed, to: attachment)
      return
    }
    let whisper = Whisper(
      from: attachment.name, to: shown, recipient: recipient, text: text.bytes, owner: attachment.owner)
    submit(.whispered(whisper), session: attachment.session, number: number, for: attachment)
  }

  /// Whether that is who speaks through the connection, on whatever device.
  private func isOwn(_ recipient: SessionID, _ attachment: Attachment) -> Bool {
    recipient == attachment.session || recipient == attachment.owner
  }

  private func leave(_ number: UInt64, _ attachment: Attachment) {
    submitLeft(attachment.session, attachment.name, .quit, number: number, for: attachment)
  }

  private func end(_ attachment: Attachment, _ cause: LeaveCause, isWaiting: Bool) {
    guard attachment.hasEntered else {
      attachments[attachment.connection] = nil
      return
    }
    let event = departure(of: attachment, cause: cause)
    if !isWaiting {
      attachments[attachment.connection] = nil
      if current[attachment.session] === attachment { current[attachment.session] = nil }
    }
    submit(event, session: attachment.session, for: attachment)
  }

  /// What an ending connection means for its session: a numbered one is away, unless it offended; a plain one
  /// leaves.
  func departure(of attachment: Attachment, cause: LeaveCause) -> Event {
    attachment.dialect == .numbered && cause != .error
      ? .away(cause)
      : .left(
        name: attachment.name, cause: cause, awaySince: nil, isLast: roster.isLast(attachment.session))
  }
}
