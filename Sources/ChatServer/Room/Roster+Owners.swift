import Journal

/// Names that belong to keys, as who enters, comes back or looks around meets them.
extension Roster {
  /// What becomes of a session that bears no name and asks to enter under this one at that time, in
  /// milliseconds since 1970.
  package func verdict(onEntering identity: Identity, at milliseconds: Int64) -> Verdict {
    let shown = identity.keys.first
    let name = owned.name(identity.key, at: milliseconds)
    if let name {
      guard let shown, name.keys.contains(shown) else { return .nameOwned }
    }
    guard bearers[identity.key] == nil else { return .nameTaken }
    guard name == nil, let shown else { return .counts }
    return owned.mayOwnMore(shown, at: milliseconds) && owned.hasRoom(at: milliseconds)
      ? .counts : .tooManyNames
  }

  /// The keys with which somebody who has shown this one is to ask for the name at that time: that key, and
  /// the others of a name that is its own. None where no more names can be owned, so that it is a guest.
  package func keys(of name: [UInt8], shown: PersonKey, at milliseconds: Int64) -> [PersonKey] {
    guard let name = owned.name(name, at: milliseconds) else {
      return owned.hasRoom(at: milliseconds) ? [shown] : []
    }
    return [shown] + name.keys.filter { $0 != shown }
  }

  /// Whether who shows this key, or none, may take up a session that bears its name: that of an owner takes
  /// the key that it was entered with, beside its token, and cannot be taken up where that was removed.
  package func mayTakeUp(_ session: SessionID, with key: PersonKey?) -> Bool {
    guard let name = members[session].flatMap({ owned.names[$0.key] }) else { return true }
    return name.shown != nil && key == name.shown
  }

  /// The names that are borne and belong to keys, in the order of entering.
  func ownedNames() -> [OwnedName] {
    guard !owned.names.isEmpty else { return [] }
    return bearersInOrder.compactMap { owned.names[$0.key] }.filter { $0.shown != nil }
  }
}
