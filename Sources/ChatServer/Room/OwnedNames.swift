import Journal

/// Which names belong to keys: a part of the `Roster`, and like it a fold over entries. What has lapsed is
/// passed over by the time of the entry that asks, and forgotten when its place is needed.
struct OwnedNames: Sendable, Equatable {
  /// Names that a key owns at the most.
  static let maximumNamesOfKey = 3
  /// Names that are owned at the most; past it, whoever enters under a free name is a guest.
  static let limit = 16_384

  /// By the name's key.
  private(set) var names: [[UInt8]: OwnedName] = [:]
  /// The keys of the names that a person's key owns, in no order that matters.
  private var namesOfKey: [PersonKey: [[UInt8]]] = [:]

  /// The name, unless it is free at that time, in milliseconds since 1970.
  func name(_ name: [UInt8], at milliseconds: Int64) -> OwnedName? {
    guard let owned = names[name], !owned.hasLapsed(at: milliseconds) else { return nil }
    return owned
  }

  /// Whether the key may own one more name at that time.
  func mayOwnMore(_ key: PersonKey, at milliseconds: Int64) -> Bool {
    let owned = (namesOfKey[key] ?? []).count { name($0, at: milliseconds) != nil }
    return owned < Self.maximumNamesOfKey
  }

  /// Whether one more name can be owned at that time. Looks through all of them only where the table is full.
  func hasRoom(at milliseconds: Int64) -> Bool {
    names.count < Self.limit || names.values.contains { $0.hasLapsed(at: milliseconds) }
  }

  /// Somebody bears the name from now on, who may: its owner, or whom it is free for.
  mutating func enter(_ identity: Identity, at milliseconds: Int64) {
    forget([identity.key], ifLapsedAt: milliseconds)
    guard let shown = identity.keys.first else { return }
    if names[identity.key] == nil {
      own(identity.key, shownAs: identity.name, by: shown, at: milliseconds)
    }
    names[identity.key]?.name = identity.name
    names[identity.key]?.lastBorne = milliseconds
    names[identity.key]?.shown = shown
  }

  /// Nobody bears the name any more.
  mutating func leave(_ name: [UInt8], at milliseconds: Int64) {
    names[name]?.shown = nil
    names[name]?.lastBorne = milliseconds
  }

  /// A name that nobody owns belongs to that key from now on.
  mutating func own(
    _ name: [UInt8], shownAs shownName: [UInt8], by key: PersonKey, at milliseconds: Int64
  ) {
    forget(namesOfKey[key] ?? [], ifLapsedAt: milliseconds)
    if names.count >= Self.limit { forget(Array(names.keys), ifLapsedAt: milliseconds) }
    enlist(OwnedName(name: shownName, keys: [key], lastBorne: milliseconds), as: name)
  }

  /// One more key may bear a name that somebody owns.
  mutating func add(_ key: PersonKey, to name: [UInt8], at milliseconds: Int64) {
    forget(namesOfKey[key] ?? [], ifLapsedAt: milliseconds)
    names[name]?.keys.append(key)
    namesOfKey[key, default: []].append(name)
  }

  /// One of several keys may bear the name no more, also who bears it now.
  mutating func remove(_ key: PersonKey, from name: [UInt8]) {
    names[name]?.keys.removeAll { $0 == key }
    if names[name]?.shown == key { names[name]?.shown = nil }
    strike(name, from: key)
  }

  /// The name belongs to nobody.
  mutating func free(_ name: [UInt8]) {
    guard let owned = names.removeValue(forKey: name) else { return }
    for key in owned.keys { strike(name, from: key) }
  }

  /// Adds what a snapshot has; false where no name can be so.
  mutating func insert(_ owned: OwnedName, as name: [UInt8]) -> Bool {
    guard names.count < Self.limit, names[name] == nil, Set(owned.keys).count == owned.keys.count,
      owned.keys.allSatisfy({ (namesOfKey[$0]?.count ?? 0) < Self.maximumNamesOfKey })
    else { return false }
    enlist(owned, as: name)
    return true
  }

  private mutating func enlist(_ owned: OwnedName, as name: [UInt8]) {
    names[name] = owned
    for key in owned.keys { namesOfKey[key, default: []].append(name) }
  }

  private mutating func strike(_ name: [UInt8], from key: PersonKey) {
    namesOfKey[key]?.removeAll { $0 == name }
    if namesOfKey[key]?.isEmpty == true { namesOfKey[key] = nil }
  }

  /// Whether both have the same names: what each key has follows from them.
  static func == (left: OwnedNames, right: OwnedNames) -> Bool { left.names == right.names }

  private mutating func forget(_ names: [[UInt8]], ifLapsedAt milliseconds: Int64) {
    for name in names where self.names[name]?.hasLapsed(at: milliseconds) == true { free(name) }
  }
}
