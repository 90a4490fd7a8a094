import Journal
import TLS
import Wire

/// What is asked about the keys of names, most of it by owners about those of the name that they bear.
extension JournalThread {
  /// `#minhas-chaves`
  func tellKeys(_ number: UInt64, _ attachment: Attachment) {
    guard let owned = roster.ownedName(of: attachment.session) else {
      return fanOut.refuse(number, .notPermitted, to: attachment)
    }
    fanOut.tell(attachment) { _, bytes in
      let keys = owned.keys(from: roster.members[attachment.session]?.shown)
      NumberedRenderer.appendKeys(keys.lazy.map(\.pin), to: &bytes)
    }
    fanOut.acknowledge(number, as: nil, to: attachment)
  }

  /// `#minhas-chaves name`, of whoever it is, here or not.
  func tellKeys(of name: Name, _ number: UInt64, _ attachment: Attachment) {
    let owned = roster.owned.name(name.key, at: clock())
    let told = roster.keysTold(of: name.key)
    let pins = (told.isEmpty ? owned?.keys ?? [] : told).map(\.pin)
    let shown = owned?.name ?? name.bytes
    fanOut.tell(attachment) { dialect, bytes in
      switch dialect {
      case .numbered: NumberedRenderer.appendOwner(of: shown, pins, to: &bytes)
      case .plain: welcome.phrases.appendKeys(of: shown, pins, to: &bytes)
      }
    }
    fanOut.acknowledge(number, as: nil, to: attachment)
  }

  /// `#adotar` and `#remover`
  func changeKeys(_ kind: KeyChange.Kind, _ pin: [UInt8], _ number: UInt64, _ attachment: Attachment) {
    guard roster.ownedName(of: attachment.session) != nil,
      let identity = roster.identity(of: attachment.session)
    else { return fanOut.refuse(number, .notPermitted, to: attachment) }
    guard let key = PublicKeyPin(parsing: String(decoding: pin, as: UTF8.self)).flatMap({ PersonKey($0) })
    else { return fanOut.refuse(number, .noSuchCommand, to: attachment) }
    let change = KeyChange(
      kind: kind, name: identity.name, nameKey: identity.key, key: key,
      others: roster.keysTold(of: identity.key).filter { $0 != key })
    let verdict = roster.verdict(on: change, by: attachment.session, at: clock())
    guard verdict == .counts else { return refuse(change, verdict, number, to: attachment) }
    submit(.keys(change), session: attachment.session, number: number, for: attachment)
  }

  /// Shows a change that counts. A name that is given or freed is borne by nobody, so that nobody need know.
  /// The devices on which the name is borne with a key that was removed are told so, and leave.
  func changed(_ entry: Entry, _ change: KeyChange, _ attachment: Attachment?) {
    guard change.kind == .added || change.kind == .removed else { return }
    fanOut.announceKeys(of: change.name, change.keys)
    if let attachment { fanOut.acknowledge(entry.number, as: entry.sequence, to: attachment) }
    for session in roster.bearers(of: change.nameKey)
    where roster.ownedName(of: session) == nil && isOurs(session, by: entry) {
      submitLeft(session, change.name, .kicked, for: current[session])
    }
  }

  /// Tells why the keys stay as they are. What is so already needs no change.
  func refuse(_ change: KeyChange, _ verdict: Verdict, _ number: UInt64, to attachment: Attachment) {
    if change.kind == .added, verdict == .overtaken {
      return fanOut.acknowledge(number, as: nil, to: attachment)
    }
    fanOut.refuse(number, .notPermitted, words: welcome.phrases.words(whyKeysStay: verdict), to: attachment)
  }
}
