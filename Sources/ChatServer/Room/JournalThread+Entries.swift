import Journal
import Logging
import Wire

/// What committed entries mean for the connections here.
extension JournalThread {
  /// Shows a folded entry to whom it concerns. `attachment` is the connection that submitted it, if it was
  /// one of this server's.
  ///
  /// - Parameter isAnswer: whether it is a draft of this server's.
  func show(_ entry: Entry, _ verdict: Verdict, _ attachment: Attachment?, isAnswer: Bool) {
    guard verdict == .counts else {
      if let attachment {
        turnDown(entry, verdict, attachment)
      } else if isAnswer, case .nodeServes = entry.event {
        renewalCameBack(counts: false)
      }
      return
    }
    switch entry.event {
    case .joined(let identity):
      joined(entry, identity, attachment)
    case .said(let name, let text):
      // The session may have been taken up by another connection since: that one does not see its own line
      // either, and asks about it by its number.
      let speaker = current[entry.session]
      fanOut.publish(
        entry, name: name, text: text, sender: speaker ?? attachment,
        isAcknowledged: speaker == nil || speaker === attachment)
    case .whispered(let whisper):
      if let attachment { fanOut.acknowledge(entry.number, as: entry.sequence, to: attachment) }
      deliver(entry, whisper)
    case .away: away(entry, attachment)
    case .returned: returned(entry, attachment)
    case .left(let name, let cause, let awaySince, let isLast):
      left(entry, name, cause, awaySince, isLast: isLast, attachment)
    case .ended: noteEndOfAbsence(of: entry.session)
    case .forgotten: break
    case .nodeServes(let node): served(entry, node, isAnswer: isAnswer)
    case .nodeEnded(let node, _): ended(node: node)
    case .keys(let change): changed(entry, change, attachment)
    case .kicked(let kick): kicked(entry, kick, attachment)
    case .banned(let subject, let by): banned(entry, subject, by: by, attachment)
    case .pardoned(let subject, let by): pardoned(entry, subject, by: by, attachment)
    }
  }

  private func away(_ entry: Entry, _ attachment: Attachment?) {
    patience.note(away: entry.session, since: entry.sequence, at: min(entry.milliseconds, clock()))
    if let attachment {
      lastCallers[entry.session] = attachment.caller
      detach(attachment) { _, _ in }
    }
    noteAbsence(
      of: entry.session, from: lastCallers[entry.session]?.address, isOurs: entry.writer == writer)
    if current[entry.session] != nil {
      // It had been taken up before the end of its older connection came to be committed, or other nodes took
      // this one for gone.
      submit(.returned, session: entry.session, for: nil)
    } else if let caller = lastCallers[entry.session], !admission.admits(caller),
      let identity = roster.identity(of: entry.session)
    {
      // It went off the list when it had no connection any more and was not away yet.
      expel(entry.session, identity.name)
    }
  }

  private func joined(_ entry: Entry, _ identity: Identity, _ attachment: Attachment?) {
    noteEndOfAbsence(of: entry.session)
    if !identity.isFurther {
      fanOut.announceJoined(entry, name: identity.name, keys: roster.keysTold(of: identity.key))
    }
    guard let attachment else { return moved(entry) }
    let comer = comers.removeValue(forKey: attachment.connection)
    guard isAttached(attachment) else { return submitLoss(of: entry.session, causeOfLoss) }
    var metadata: Logger.Metadata = [
      "name": "\(Sanitizer.displaySafe(identity.name))", "from": "\(attachment.caller)",
    ]
    metadata["key"] = attachment.caller.key.map { "\($0)" }
    log.info("entered", metadata: metadata)
    enter(attachment, identity)
    defer { reconsider(attachment) }
    guard attachment.resumption == nil else { return }
    fanOut.tell(attachment, effect: .entered) { dialect, bytes in
      switch dialect {
      case .plain: welcome.appendPlain(identity.name, roster, to: &bytes)
      case .numbered:
        NumberedRenderer.appendAccepted(entry.number, sequence: entry.sequence.value, to: &bytes)
        welcome.appendNumbered(
          token: attachment.token, roster, waiting: comer?.waiting, for: attachment.connection, to: &bytes)
      }
    }
    attachment.token = []
  }

  private func returned(_ entry: Entry, _ attachment: Attachment?) {
    noteEndOfAbsence(of: entry.session)
    guard let attachment else { return moved(entry) }
    guard isAttached(attachment) else { return submitLoss(of: entry.session, causeOfLoss) }
    enter(attachment, roster.identity(of: entry.session))
    reconsider(attachment)
  }

  /// Why somebody is gone whose connection was closed before the session was here.
  private var causeOfLoss: LeaveCause { isStopping ? .shutdown : .lost }

  /// The session speaks through this connection from now on; a connection that still held it is closed.
  private func enter(_ attachment: Attachment, _ identity: Identity?) {
    if let older = current[attachment.session], older !== attachment { detach(older) { _, _ in } }
    attachment.name = identity?.name ?? []
    attachment.hasEntered = true
    attachment.owner = roster.owner(of: attachment.session)
    current[attachment.session] = attachment
    lastCallers[attachment.session] = nil
    guard let resumption = attachment.resumption else { return }
    if let owner = attachment.owner {
      // Before the batch that lets it catch up.
      ioThreads[attachment.connection.thread].postPatiently(.owner(attachment.connection, owner))
    }
    fanOut.acknowledge(resumption.request.number, as: nil, to: attachment)
    fanOut.tell(attachment, effect: .resumed) { _, bytes in
      welcome.appendResumed(
        undelivered: resumption.undelivered, for: attachment.connection, to: &bytes)
    }
  }

  private func left(
    _ entry: Entry, _ name: [UInt8], _ cause: LeaveCause, _ awaySince: SequenceNumber?, isLast: Bool,
    _ attachment: Attachment?
  ) {
    if let attachment {
      detach(attachment) { dialect, bytes in
        switch (cause, dialect) {
        case (.quit, .plain): welcome.phrases.appendGoodbye(name, to: &bytes)
        case (.quit, .numbered) where entry.number != 0:
          NumberedRenderer.appendAccepted(entry.number, sequence: entry.sequence.value, to: &bytes)
        // Whom others threw out has no connection any more: this is one with a key that was removed.
        case (.kicked, _): Self.append(reason: welcome.phrases.keyRemoved, in: dialect, to: &bytes)
        default: break
        }
      }
    } else if entry.writer != writer, let here = current[entry.session] {
      detach(here) { dialect, bytes in
        switch (cause, dialect) {
        case (.kicked, _): Self.append(reason: welcome.phrases.nameTakenAway, in: dialect, to: &bytes)
        // The other nodes took this one for gone.
        case (_, .plain): welcome.phrases.appendLostTouch(in: dialect, to: &bytes)
        case (_, .numbered): break
        }
      }
    }
    if awaySince != nil {
      patience.note(gone: entry.session, since: entry.sequence, at: min(entry.milliseconds, clock()))
      if expelled.contains(entry.session) {
        submit(.ended(goneSince: entry.sequence), session: entry.session, for: nil)
      }
    } else {
      noteEndOfAbsence(of: entry.session)
    }
    if isLast { fanOut.announceLeft(entry, name: name, cause: cause) }
    var metadata: Logger.Metadata = [
      "name": "\(Sanitizer.displaySafe(name))", "reason": "\(LeaveReason(cause).rawValue)",
    ]
    let lastCaller = lastCallers.removeValue(forKey: entry.session)
    // What other nodes end, they log.
    guard entry.writer == writer else { return }
    if let caller = attachment?.caller ?? lastCaller { metadata["from"] = "\(caller)" }
    log.info("left", metadata: metadata)
  }

  /// Whether the connection is still there, as far as this thread knows.
  func isAttached(_ attachment: Attachment) -> Bool { attachments[attachment.connection] === attachment }

  /// Says something last to a connection, and lets it be closed.
  func detach(_ attachment: Attachment, lastWords: (Dialect, inout [UInt8]) -> Void) {
    fanOut.tell(attachment, effect: .closed, lastWords)
    attachments[attachment.connection] = nil
    if current[attachment.session] === attachment { current[attachment.session] = nil }
    attachment.held = []
  }

  /// Tells a connection why it cannot have the name that it asked for; it may give another one.
  func refuseName(_ number: UInt64, _ verdict: Verdict, to attachment: Attachment) {
    attachments[attachment.connection] = nil
    comers[attachment.connection] = nil
    switch verdict {
    case .nameOwned: fanOut.refuse(number, .nameOwned, to: attachment, effect: .refused)
    case .tooManyDevices:
      fanOut.refuse(
        number, .notPermitted, words: welcome.phrases.tooManyDevices, to: attachment, effect: .refused)
    case .tooManyNames:
      fanOut.refuse(
        number, .notPermitted, words: welcome.phrases.tooManyNamesOfKey, to: attachment, effect: .refused)
    default: fanOut.refuse(number, .nameTaken, to: attachment, effect: .refused)
    }
  }

  /// Answers an own entry that did not count.
  private func turnDown(_ entry: Entry, _ verdict: Verdict, _ attachment: Attachment) {
    switch (entry.event, verdict) {
    case (.joined, _) where !isAttached(attachment), (.returned, _) where !isAttached(attachment): break
    case (.joined, .overtaken) where attachment.resumption != nil:
      // Another connection took the session up first.
      attachments[attachment.connection] = nil
      if let resumption = attachment.resumption { resumeAgain(resumption) }
    case (.joined, _):
      refuseName(attachment.resumption?.request.number ?? entry.number, verdict, to: attachment)
    case (.returned, _):
      // It was told to have left in the meantime, so that it enters again.
      attachments[attachment.connection] = nil
      if let resumption = attachment.resumption { resumeAgain(resumption) }
    case (.said, .repetition(let earlier)), (.whispered, .repetition(let earlier)),
      (.keys, .repetition(let earlier)), (.kicked, .repetition(let earlier)),
      (.banned, .repetition(let earlier)), (.pardoned, .repetition(let earlier)):
      fanOut.acknowledge(entry.number, as: earlier, to: attachment)
    case (.kicked, .tooManyBans), (.banned, .tooManyBans):
      fanOut.refuse(entry.number, .tooManyBans, to: attachment)
    case (.pardoned, .notBanned): fanOut.refuse(entry.number, .notBanned, to: attachment)
    case (.kicked, .noSuchPerson): fanOut.refuse(entry.number, .noSuchPerson, to: attachment)
    case (.said, _), (.kicked, _), (.banned, _), (.pardoned, _):
      fanOut.refuse(entry.number, .noSuchSession, to: attachment)
    case (.whispered, _): fanOut.refuse(entry.number, .noSuchPerson, to: attachment)
    case (.away, _), (.left, _): detach(attachment) { _, _ in }
    case (.keys(let change), _): refuse(change, verdict, entry.number, to: attachment)
    case (.ended, _), (.forgotten, _), (.nodeServes, _), (.nodeEnded, _): break
    }
  }
}
