import Wire

// What a transcript knows of people beyond its entries.
extension Transcript {
  /// What an event changes beyond the entries.
  mutating func learn(_ event: ClientEvent) {
    switch event {
    case .otherRoom: isElsewhere = true
    case .entered(let name, let here, let count, let keys):
      beginSession()
      presence.enter(as: name, with: here.map(Self.cut), count: count, keys: keys)
      let safe = Sanitizer.displaySafe(name)
      guard safe != ownName else { return }
      ownName = safe
      pending = pending.map { PendingLine(content: pendingContent($0.line), line: $0.line) }
    case .keys(let keys): presence.take(keys)
    case .here(let here, let count): learn(here: here, count: count)
    case .joined(let name, _, isOld: false): presence.join(Self.cut(name))
    case .left(let name, _, _, isOld: false): presence.leave(Self.cut(name))
    case .said(let from, _, _, isOld: false), .whispered(let from, _, _, _, isOld: false):
      if from != ownName && !isHidden(event) { remember(speaker: Sanitizer.displaySafe(Self.cut(from))) }
    default: break
    }
  }

  private mutating func remember(speaker name: String) {
    guard recentSpeakers.first != name else { return }
    if let index = recentSpeakers.firstIndex(of: name) { recentSpeakers.remove(at: index) }
    recentSpeakers.insert(name, at: 0)
    if recentSpeakers.count > Self.maximumSpeakers { recentSpeakers.removeLast() }
  }
}
