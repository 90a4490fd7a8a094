import Journal
import Logging
import Reactor
import Wire

/// Who may enter.
extension JournalThread {
  /// Why somebody may not be in the room; nil where nothing is in the way.
  func refusal(of caller: Caller) -> Refusal? {
    guard !admission.isAdmin(caller) else { return nil }
    if endOfBan(caller) != nil { return .banned }
    return admission.admits(caller) ? nil : .notMember
  }

  /// Answers a name, or the taking up of a session, with the reason why it is in vain, and has the connection
  /// closed: no other name would do.
  func turnAway(_ number: UInt64, _ refusal: Refusal, _ attachment: Attachment) {
    let words = words(for: refusal, of: attachment.caller)
    fanOut.refuse(number, refusal, words: words, to: attachment, effect: .closed)
    var metadata: Logger.Metadata = ["reason": "\(refusal.rawValue)", "from": "\(attachment.caller)"]
    metadata["key"] = attachment.caller.key.map { "\($0)" }
    log.info("turned away", metadata: metadata)
  }

  /// Who may enter has changed: whoever may no more has its session ended, also one that is away. One that
  /// has been away since before the server was started is refused when it is to be taken up.
  func admit(by admission: Admission) {
    self.admission = admission
    expel(whose: { !admission.admits($0) }, saying: welcome.phrases.words(for: .notMember))
  }

  /// Throws out who has entered, but was excluded after having asked for it.
  func reconsider(_ attachment: Attachment) {
    guard let refusal = refusal(of: attachment.caller) else { return }
    expel(attachment, saying: words(for: refusal, of: attachment.caller))
  }

  /// Ends the session that speaks through the connection, for good, and closes the connection.
  func expel(_ attachment: Attachment, saying words: String) {
    lastCallers[attachment.session] = attachment.caller
    detach(attachment) { dialect, bytes in Self.append(reason: words, in: dialect, to: &bytes) }
    submitLeft(attachment.session, attachment.name, .kicked, for: nil)
  }

  /// Why a connection is closed that did nothing wrong on it.
  static func append(reason words: String, in dialect: Dialect, to bytes: inout [UInt8]) {
    switch dialect {
    case .plain: PlainRenderer.appendNotice(words, to: &bytes)
    case .numbered: NumberedRenderer.appendOffence(words, to: &bytes)
    }
  }

  /// Ends, for good, all sessions of those whom this concerns, whether they are here or away.
  func expel(whose isConcerned: (Caller) -> Bool, saying words: String) {
    let away = lastCallers.filter { current[$0.key] == nil && isConcerned($0.value) }.keys
    for target in Array(current.values) where isConcerned(target.caller) { expel(target, saying: words) }
    for session in away {
      guard let identity = roster.identity(of: session) else { continue }
      expel(session, identity.name)
    }
  }

  /// Ends a session that has no connection, for good.
  func expel(_ session: SessionID, _ name: [UInt8]) {
    submitLeft(session, name, .kicked, for: nil)
  }

  /// Whether no ban holds for whom it is about: this machine, unless it is limited like the others.
  func isExempt(_ subject: BanSubject) -> Bool { subject.isLoopback && !limits.limitsLoopback }

  /// Why somebody may not be in the room, and where that has an end, for how long.
  private func words(for refusal: Refusal, of caller: Caller) -> String {
    guard refusal == .banned, let end = endOfBan(caller), end != BanList.never else {
      return welcome.phrases.words(for: refusal)
    }
    return welcome.phrases.banned(forMilliseconds: end - clock())
  }

  /// Until when somebody may not enter who is banned, by key or by address; nil where neither is.
  private func endOfBan(_ caller: Caller) -> Int64? {
    guard roster.banCount > 0 else { return nil }
    let now = clock()
    let key = caller.key.flatMap { roster.endOfBan(BanSubject.key($0).bytes, at: now) }
    let address = BanSubject(caller.address.ipAddress)
    let other = isExempt(address) ? nil : roster.endOfBan(address.bytes, at: now)
    return [key, other].compactMap(\.self).max()
  }
}
