import Journal

/// Which names belong to keys: a part of the `Roster`, and like it a fold over entries. What has lapsed is
/// passed over by the time of the entry that asks, and forgotten when its place is needed.
struct OwnedNames: Sendable, Equatable {
  /// Names that a key owns at the most.
  static let maximumNamesOfKey = 3
  /// Names that are owned at the most; past it, whoever enters under a free name is a guest.
  static let limit = 16_384
  /// Private messages that wait for owners at the most, in all; past it, who is not here cannot be written
  /// to.
  static let waitingLimit = 131_072

  /// By the name's key.
  private(set) var names: [[UInt8]: OwnedName] = [:]
  /// The keys of the names that a person's key owns, in no order that matters.
  private var namesOfKey: [PersonKey: [[UInt8]]] = [:]
  /// The key of the name that an owner has, by `OwnedName.owner`.
  private var keys: [SessionID: [UInt8]] = [:]
  private var waitingCount = 0
  /// Private messages that waited, and wait no more without having been told, until they are taken.
  private var abandoned: [Member.Missed] = []

  /// The name, unless it is free at that time, in milliseconds since 1970.
  func name(_ name: [UInt8], at milliseconds: Int64) -> OwnedName? {
    guard let owned = names[name], !owned.hasLapsed(at: milliseconds) else { return nil }
    return owned
  }

  /// The key of the name that the owner has; nil where there is no such owner any more.
  func key(of owner: SessionID) -> [UInt8]? { keys[owner] }

  /// Whether one more private message can wait.
  var mayWait: Bool { waitingCount < Self.waitingLimit }

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
  mutating func enter(_ identity: Identity, by entry: Entry) {
    forget([identity.key], ifLapsedAt: entry.milliseconds)
    guard let shown = identity.keys.first else { return }
    if names[identity.key] == nil { own(identity.key, shownAs: identity.name, shown, by: entry) }
    names[identity.key]?.name = identity.name
    names[identity.key]?.lastBorne = entry.milliseconds
    names[identity.key]?.isBorne = true
  }

  /// Nobody bears the name any more.
  mutating func leave(_ name: [UInt8], at milliseconds: Int64) {
    names[name]?.isBorne = false
    names[name]?.lastBorne = milliseconds
  }

  /// A name that nobody owns belongs to that key from that entry on.
  mutating func own(_ name: [UInt8], shownAs shownName: [UInt8], _ key: PersonKey, by entry: Entry) {
    let milliseconds = entry.milliseconds
    forget(namesOfKey[key] ?? [], ifLapsedAt: milliseconds)
    if names.count >= Self.limit { forget(Array(names.keys), ifLapsedAt: milliseconds) }
    enlist(
      OwnedName(name: shownName, keys: [key], since: entry.sequence, lastBorne: milliseconds), as: name)
  }

  /// A private message waits for the owner of the name; the oldest ones go where there are too many.
  mutating func keep(_ message: OwnedName.Waiting, for name: [UInt8]) {
    waitingCount += 1
    abandon(names[name]?.keep(message) ?? [])
  }

  /// What waited for the owner has come.
  mutating func settleWaiting(for name: [UInt8]) {
    let settled = names[name]?.takeWaiting(through: SequenceNumber(.max)) ?? []
    waitingCount -= settled.count
  }

  /// What waited for the owner, up to and with that entry, waits no more; false where nothing did.
  mutating func abandonWaiting(for name: [UInt8], through end: SequenceNumber) -> Bool {
    let taken = names[name]?.takeWaiting(through: end) ?? []
    abandon(taken)
    return !taken.isEmpty
  }

  /// The private messages that were abandoned since the last call.
  mutating func takeAbandoned() -> [Member.Missed] {
    guard !abandoned.isEmpty else { return [] }
    defer { abandoned = [] }
    return abandoned
  }

  /// One more key may bear a name that somebody owns.
  mutating func add(_ key: PersonKey, to name: [UInt8], at milliseconds: Int64) {
    forget(namesOfKey[key] ?? [], ifLapsedAt: milliseconds)
    names[name]?.keys.append(key)
    namesOfKey[key, default: []].append(name)
  }

  /// One of several keys may bear the name no more, also where it is borne with it now.
  mutating func remove(_ key: PersonKey, from name: [UInt8]) {
    names[name]?.keys.removeAll { $0 == key }
    strike(name, from: key)
  }

  /// The name belongs to nobody.
  mutating func free(_ name: [UInt8]) {
    guard let owned = names.removeValue(forKey: name) else { return }
    keys[owned.owner] = nil
    for key in owned.keys { strike(name, from: key) }
    abandon(owned.waiting[...])
  }

  /// Adds what a snapshot has; false where no name can be so.
  mutating func insert(_ owned: OwnedName, as name: [UInt8]) -> Bool {
    guard names.count < Self.limit, names[name] == nil, keys[owned.owner] == nil,
      Set(owned.keys).count == owned.keys.count, waitingCount + owned.waiting.count <= Self.waitingLimit,
      owned.keys.allSatisfy({ (namesOfKey[$0]?.count ?? 0) < Self.maximumNamesOfKey })
    else { return false }
    enlist(owned, as: name)
    waitingCount += owned.waiting.count
    return true
  }

  private mutating func enlist(_ owned: OwnedName, as name: [UInt8]) {
    names[name] = owned
    keys[owned.owner] = name
    for key in owned.keys { namesOfKey[key, default: []].append(name) }
  }

  private mutating func strike(_ name: [UInt8], from key: PersonKey) {
    namesOfKey[key]?.removeAll { $0 == name }
    if namesOfKey[key]?.isEmpty == true { namesOfKey[key] = nil }
  }

  private mutating func abandon(_ messages: ArraySlice<OwnedName.Waiting>) {
    guard !messages.isEmpty else { return }
    waitingCount -= messages.count
    abandoned += messages.map { Member.Missed(sequence: $0.sequence, sender: $0.sender) }
  }

  /// Whether both have the same names: what each key has follows from them.
  static func == (left: OwnedNames, right: OwnedNames) -> Bool { left.names == right.names }

  private mutating func forget(_ names: [[UInt8]], ifLapsedAt milliseconds: Int64) {
    for name in names where self.names[name]?.hasLapsed(at: milliseconds) == true { free(name) }
  }
}
