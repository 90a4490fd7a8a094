/// How an event stands in what stores keep: a byte for its kind, and its fields.
extension Event {
  /// Appends the kind and the fields.
  package func pack(into bytes: inout [UInt8]) {
    bytes.append(EventKind(self).rawValue)
    switch self {
    case .joined(let identity):
      bytes.pack(text: identity.name)
      bytes.pack(text: identity.key)
      bytes.append(identity.isResumable ? 1 : 0)
      bytes.pack(identity.keys)
    case .said(let name, let text):
      bytes.pack(text: name)
      bytes.pack(text: text)
    case .whispered(let whisper):
      bytes.pack(text: whisper.from)
      bytes.pack(text: whisper.to)
      bytes.pack(whisper.recipient)
      bytes.pack(text: whisper.text)
      bytes.pack(whisper.owner?.ownerSince?.value ?? 0)
    case .away(let cause): bytes.append(cause.rawValue)
    case .returned: break
    case .left(let name, let cause, let awaySince, _):
      bytes.pack(text: name)
      bytes.append(cause.rawValue)
      bytes.pack(awaySince?.value ?? 0)
    case .ended(let goneSince): bytes.pack(goneSince.value)
    case .forgotten(let owner, let through):
      bytes.pack(owner)
      bytes.pack(through.value)
    case .keys(let change):
      bytes.pack(text: change.name)
      bytes.pack(text: change.nameKey)
      bytes.pack(change.others + [change.key].compactMap(\.self))
    case .kicked(let kick):
      bytes.pack(text: kick.name)
      bytes.pack(kick.session)
      bytes.pack(text: kick.by)
      bytes.pack(UInt64(kick.minutes))
      bytes.pack(text: kick.subject)
    case .banned(let subject, let by), .pardoned(let subject, let by):
      bytes.pack(text: subject)
      bytes.pack(text: by)
    case .nodeServes(let node):
      bytes.pack(text: node.address)
      bytes.pack(node.pins)
      bytes.pack(signed: node.lease)
    case .nodeEnded(let node, let since):
      bytes.pack(fixed: node)
      bytes.pack(since?.value ?? 0)
    }
  }

  /// Reads what `pack` appended. Throws `newer` where the kind is none that is known.
  package init(_ reader: inout Unpacker) throws(JournalError) {
    let code = try reader.byte()
    switch EventKind(rawValue: code) {
    case .joined: self = .joined(try Self.identity(isFurther: false, &reader))
    case .deviceJoined: self = .joined(try Self.identity(isFurther: true, &reader))
    case .said: self = .said(name: try reader.text(), text: try reader.text())
    case .whispered:
      let (from, to) = (try reader.text(), try reader.text())
      let (recipient, text, since) = (try reader.session(), try reader.text(), try reader.sequence())
      self = .whispered(
        Whisper(
          from: from, to: to, recipient: recipient, text: text,
          owner: since == .zero ? nil : .owner(since: since)))
    case .away: self = .away(try Self.cause(&reader))
    case .returned: self = .returned
    case .left: self = try Self.left(isLast: true, &reader)
    case .deviceLeft: self = try Self.left(isLast: false, &reader)
    case .ended: self = .ended(goneSince: try reader.sequence())
    case .forgotten: self = .forgotten(owner: try reader.session(), through: try reader.sequence())
    case .keyAdded: self = .keys(try Self.change(.added, &reader))
    case .keyRemoved: self = .keys(try Self.change(.removed, &reader))
    case .nameGiven: self = .keys(try Self.change(.given, &reader))
    case .nameFreed: self = .keys(try Self.change(.freed, &reader))
    case .kicked:
      let (name, session, by) = (try reader.text(), try reader.session(), try reader.text())
      guard let minutes = UInt32(exactly: try reader.number()) else {
        throw Unpacker.corrupt("somebody was kicked for too long")
      }
      self = .kicked(
        Kick(name: name, session: session, by: by, minutes: minutes, subject: try reader.text()))
    case .banned: self = .banned(subject: try reader.text(), by: try reader.text())
    case .pardoned: self = .pardoned(subject: try reader.text(), by: try reader.text())
    case .nodeServes:
      self = .nodeServes(
        Node(address: try reader.text(), pins: try reader.keys(), lease: try reader.signedNumber()))
    case .nodeEnded:
      let (node, since) = (try reader.fixedNumber(), try reader.sequence())
      self = .nodeEnded(node: node, since: since == .zero ? nil : since)
    case nil: throw JournalError(.newer, "an entry of an unknown kind, \(code)")
    }
  }

  private static func identity(
    isFurther: Bool, _ reader: inout Unpacker
  ) throws(JournalError) -> Identity {
    Identity(
      name: try reader.text(), key: try reader.text(), isResumable: try reader.byte() != 0,
      keys: try reader.keys(), isFurther: isFurther)
  }

  private static func left(isLast: Bool, _ reader: inout Unpacker) throws(JournalError) -> Event {
    let (name, cause, since) = (try reader.text(), try cause(&reader), try reader.sequence())
    return .left(name: name, cause: cause, awaySince: since == .zero ? nil : since, isLast: isLast)
  }

  private static func cause(_ reader: inout Unpacker) throws(JournalError) -> LeaveCause {
    guard let cause = LeaveCause(rawValue: try reader.byte()) else {
      throw Unpacker.corrupt("an unknown cause of leaving")
    }
    return cause
  }

  /// The key that changes stands behind the others.
  private static func change(
    _ kind: KeyChange.Kind, _ reader: inout Unpacker
  ) throws(JournalError) -> KeyChange {
    let (name, nameKey, keys) = (try reader.text(), try reader.text(), try reader.keys())
    guard keys.isEmpty == (kind == .freed) else { throw Unpacker.corrupt("a change of no key") }
    return KeyChange(kind: kind, name: name, nameKey: nameKey, key: keys.last, others: keys.dropLast())
  }
}
