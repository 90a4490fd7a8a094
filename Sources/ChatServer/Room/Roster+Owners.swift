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
    let first = bearers[identity.key]
    if let first {
      guard name != nil else { return .nameTaken }
      guard 1 + (others[identity.key]?.count ?? 0) < OwnedName.maximumDevices else { return .tooManyDevices }
      // All devices bear the name as the first one wrote it, so that others know one person by it.
      guard identity.isFurther, members[first]?.name == identity.name else { return .otherDevices }
      return .counts
    }
    guard !identity.isFurther else { return .otherDevices }
    guard name == nil, let shown else { return .counts }
    return owned.mayOwnMore(shown, at: milliseconds) && owned.hasRoom(at: milliseconds)
      ? .counts : .tooManyNames
  }

  /// With what somebody is to ask to enter under a name at that time, who has shown this key, or none: as one
  /// more device where the name is borne and the key is one of its keys.
  func identity(
    _ name: [UInt8], _ key: [UInt8], isResumable: Bool, shown: PersonKey?, at milliseconds: Int64
  ) -> Identity {
    let keys = shown.map { self.keys(of: key, shown: $0, at: milliseconds) } ?? []
    guard let shown, owned.name(key, at: milliseconds)?.keys.contains(shown) == true,
      let first = bearers[key].flatMap({ members[$0] })
    else { return Identity(name: name, key: key, isResumable: isResumable, keys: keys) }
    return Identity(name: first.name, key: key, isResumable: isResumable, keys: keys, isFurther: true)
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
    guard let member = members[session], let name = owned.names[member.key] else { return true }
    guard let shown = member.shown, name.keys.contains(shown) else { return false }
    return key == shown
  }

  /// Whose name the session bears with one of its keys; nil for a guest.
  func owner(of session: SessionID) -> SessionID? { ownedName(of: session)?.owner }

  /// The keys of a name that is borne, as they are told: the one first that was shown by who entered first.
  /// None for a guest's.
  func keysTold(of key: [UInt8]) -> [PersonKey] {
    guard let name = owned.names[key] else { return [] }
    let shown = bearers(of: key).lazy.compactMap { self.members[$0]?.shown }
      .first { name.keys.contains($0) }
    return shown.map { name.keys(from: $0) } ?? []
  }

  /// The names that are borne and belong to keys, in the order of entering, with their keys.
  func ownedNames() -> [(name: [UInt8], keys: [PersonKey])] {
    guard !owned.names.isEmpty else { return [] }
    return bearersInOrder.compactMap { member in
      let keys = keysTold(of: member.key)
      return keys.isEmpty ? nil : (member.name, keys)
    }
  }
}
