import Wire

// People who are hidden on one's own screen.
extension Transcript {
  /// Hides a person, whose entries go, or shows one again from now on. Answers whether the person is hidden
  /// now; nil where that would be one more than `maximumHidden`.
  mutating func toggle(_ name: Name) -> Bool? {
    if let index = hidden.firstIndex(of: name) {
      hidden.remove(at: index)
      return false
    }
    guard hidden.count < Self.maximumHidden else { return nil }
    hidden.append(name)
    entries.removeAll { entry in
      !entry.isOwn && entry.content.person.map { Name(stored: Array($0.utf8)) == name } ?? false
    }
    bytes = entries.reduce(0) { $0 + $1.cost }
    recentSpeakers.removeAll { Name(stored: Array($0.utf8)) == name }
    generation += 1
    return true
  }

  /// Whether a hidden person did that.
  func isHidden(_ event: ClientEvent) -> Bool {
    guard !hidden.isEmpty else { return false }
    switch event {
    case .said(let name, _, _, _), .whispered(let name, _, _, _, _), .joined(let name, _, _),
      .left(let name, _, _, _):
      return hidden.contains(Name(stored: Array(name.utf8)))
    default: return false
    }
  }
}
