import Journal
import Logging
import TLS
import Wire

/// What those do who run the room.
extension JournalThread {
  /// `#expulsar`, `#banir` or `#perdoar`.
  func administer(_ line: ClientLine, _ number: UInt64, _ attachment: Attachment) {
    do throws(Refusal) {
      guard admission.isAdmin(attachment.caller) else { throw .notPermitted }
      let event =
        switch line {
        case .kick(let name, let minutes): try kick(name, minutes: minutes, by: attachment)
        case .ban(let subject): try ban(subject, by: attachment)
        case .pardon(let subject): try pardon(subject, by: attachment)
        default: throw .noSuchCommand
        }
      submit(event, session: attachment.session, number: number, for: attachment)
    } catch {
      fanOut.refuse(number, error, to: attachment)
    }
  }

  private func kick(
    _ name: Name, minutes: UInt32, by admin: Attachment
  ) throws(Refusal) -> Event {
    guard let session = roster.bearer(of: name.key), let identity = roster.identity(of: session) else {
      throw .noSuchPerson
    }
    let owned = roster.owned.names[name.key]
    let excluded = excluded(session, owned)
    for case .key(let pin) in excluded where admission.admins.contains(pin) { throw .isAdmin }
    var subject: [UInt8] = []
    if minutes > 0 {
      guard !excluded.isEmpty else { throw .notKnown }
      guard !excluded.contains(where: isExempt) else { throw .isLoopback }
      subject = Array(excluded.map(\.bytes).joined(separator: " ".utf8))
    }
    return .kicked(
      Kick(
        name: identity.name, session: owned?.owner ?? session, by: admin.name, minutes: minutes,
        subject: subject))
  }

  /// By what somebody is kept out who bears a name: all keys of it, with any of which its owner could come
  /// back; a guest's own key, or the address, where the session has had a connection since the start.
  private func excluded(_ session: SessionID, _ owned: OwnedName?) -> [BanSubject] {
    if let owned { return owned.keys.compactMap { PublicKeyPin(parsing: $0.pin).map(BanSubject.key) } }
    return (current[session]?.caller ?? lastCallers[session]).map { [BanSubject($0)] } ?? []
  }

  private func ban(_ text: [UInt8], by admin: Attachment) throws(Refusal) -> Event {
    let subject = try subject(text)
    if case .key(let pin) = subject, admission.admins.contains(pin) { throw .isAdmin }
    guard !isExempt(subject) else { throw .isLoopback }
    return .banned(subject: subject.bytes, by: admin.name)
  }

  private func pardon(_ text: [UInt8], by admin: Attachment) throws(Refusal) -> Event {
    let subject = try subject(text).bytes
    guard roster.isBanned(subject, at: clock()) else { throw .notBanned }
    return .pardoned(subject: subject, by: admin.name)
  }

  private func subject(_ text: [UInt8]) throws(Refusal) -> BanSubject {
    guard let subject = BanSubject(parsing: String(decoding: text, as: UTF8.self)) else {
      throw .noSuchCommand
    }
    return subject
  }

  /// Somebody was kicked: is told so, and the session is over, or all that the owner of a name has there.
  func kicked(_ entry: Entry, _ kick: Kick, _ attachment: Attachment?) {
    announce(entry, attachment)
    note(
      "kicked", by: kick.by, attachment,
      ["name": "\(Sanitizer.displaySafe(kick.name))", "minutes": "\(kick.minutes)"])
    for session in roster.sessions(concernedBy: kick) {
      if let target = current[session] {
        expel(target, saying: welcome.phrases.kicked(by: kick.by, minutes: kick.minutes))
      } else if isOurs(session, by: entry) {
        expel(session, kick.name)
      }
    }
  }

  /// A key or an address was banned: whom that concerns has its session ended, but for those who run the
  /// room.
  func banned(_ entry: Entry, _ text: [UInt8], by: [UInt8], _ attachment: Attachment?) {
    announce(entry, attachment)
    note("banned", by: by, attachment, ["what": "\(Sanitizer.displaySafe(text))"])
    guard let subject = BanSubject(parsing: String(decoding: text, as: UTF8.self)), !isExempt(subject) else {
      return
    }
    expel(
      whose: { subject.concerns($0) && !admission.isAdmin($0) }, saying: welcome.phrases.banned(by: by))
  }

  /// A ban has ended before its time.
  func pardoned(_ entry: Entry, _ text: [UInt8], by: [UInt8], _ attachment: Attachment?) {
    announce(entry, attachment)
    note("pardoned", by: by, attachment, ["what": "\(Sanitizer.displaySafe(text))"])
  }

  private func announce(_ entry: Entry, _ attachment: Attachment?) {
    // As with what somebody says: the session may have been taken up by another connection since.
    let speaker = current[entry.session]
    fanOut.announce(entry, acknowledgedTo: speaker == nil || speaker === attachment ? attachment : nil)
  }

  private func note(
    _ deed: Logger.Message, by: [UInt8], _ attachment: Attachment?, _ metadata: Logger.Metadata
  ) {
    var metadata = metadata
    metadata["by"] = "\(Sanitizer.displaySafe(by))"
    metadata["from"] = attachment.map { "\($0.caller)" }
    log.notice(deed, metadata: metadata)
  }
}
