import Journal

/// How the keys of names change, as the roster judges it.
extension Roster {
  /// What becomes of the change that the session wants at that time, in milliseconds since 1970: who bears
  /// the name with a key of it adds and removes keys, the server gives and frees a name that nobody bears.
  package func verdict(
    on change: KeyChange, by session: SessionID, at milliseconds: Int64
  ) -> Verdict {
    switch change.kind {
    case .added, .removed:
      guard members[session]?.key == change.nameKey, ownedName(of: session) != nil else { return .notOwner }
    case .given, .freed:
      guard session == .server else { return .notOwner }
      guard bearers[change.nameKey] == nil else { return .nameTaken }
    }
    return owned.verdict(on: change, at: milliseconds)
  }

  /// The name that the session bears with one of its keys; nil for a guest's.
  func ownedName(of session: SessionID) -> OwnedName? {
    guard let member = members[session], let shown = member.shown, let owned = owned.names[member.key],
      owned.keys.contains(shown)
    else { return nil }
    return owned
  }
}
