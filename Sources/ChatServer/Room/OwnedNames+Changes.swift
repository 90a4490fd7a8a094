import Journal

/// How the keys of a name change.
extension OwnedNames {
  /// What becomes of the change at that time, in milliseconds since 1970.
  func verdict(on change: KeyChange, at milliseconds: Int64) -> Verdict {
    let owned = name(change.nameKey, at: milliseconds)
    switch (change.kind, change.key) {
    case (.added, let key?):
      guard let owned, !owned.keys.contains(key) else { return .overtaken }
      guard owned.keys.count < OwnedName.maximumKeys else { return .tooManyKeys }
      return mayOwnMore(key, at: milliseconds) ? .counts : .tooManyNames
    case (.removed, let key?):
      guard let owned, owned.keys.contains(key) else { return .overtaken }
      return owned.keys.count > 1 ? .counts : .lastKey
    case (.given, let key?):
      if let owned, owned.keys.contains(key) { return owned.keys == [key] ? .overtaken : .counts }
      guard mayOwnMore(key, at: milliseconds) else { return .tooManyNames }
      return names[change.nameKey] != nil || hasRoom(at: milliseconds) ? .counts : .tooManyNames
    case (.freed, nil): return owned == nil ? .overtaken : .counts
    case (.freed, _), (_, nil): return .overtaken
    }
  }

  /// Makes a change of which the verdict is `counts`.
  mutating func make(_ change: KeyChange, by entry: Entry) {
    switch (change.kind, change.key) {
    case (.added, let key?): add(key, to: change.nameKey, at: entry.milliseconds)
    case (.removed, let key?): remove(key, from: change.nameKey)
    case (.given, let key?):
      free(change.nameKey)
      own(change.nameKey, shownAs: change.name, key, by: entry)
    default: free(change.nameKey)
    }
  }
}
