extension Entry {
  /// What the entry counts for where a limit is in bytes: its names, keys and text, and 64 for everything
  /// around them.
  package var cost: Int {
    switch event {
    case .joined(let identity):
      64 + identity.name.count + identity.key.count + identity.keys.count * PersonKey.byteCount
    case .said(let name, let text): 64 + name.count + text.count
    case .whispered(let whisper): 64 + whisper.from.count + whisper.to.count + whisper.text.count
    case .left(let name, _, _, _): 64 + name.count
    case .away, .returned, .ended, .forgotten: 64
    case .keys(let change):
      64 + change.name.count + change.nameKey.count
        + (change.others.count + (change.key == nil ? 0 : 1)) * PersonKey.byteCount
    case .kicked(let kick): 64 + kick.name.count + kick.by.count + kick.subject.count
    case .banned(let subject, let by), .pardoned(let subject, let by): 64 + subject.count + by.count
    case .nodeServes(let node): 64 + node.address.count + node.pins.count * PersonKey.byteCount
    case .nodeEnded: 64
    }
  }
}
