import Wire

// Whose names belong to keys, and what waited for us while we were away.
extension Conversation {
  /// The most text of messages that waited, in bytes: as much as 1,024 of the longest take twice. Of more,
  /// those that came are told before we are in the room.
  package static let maximumKeptBytes = 2 * 1_024 * Text.maximumBytes

  /// Private messages that waited for us, from `= kept COUNT` until they are told.
  struct Kept {
    /// How many lines are still to come.
    var expected: UInt64 = 0
    /// The number of the last one: those up to it came before a cut.
    var last: UInt64 = 0
    var events: [ClientEvent] = []
    var bytes = 0
    /// The numbers of those that came, as many as `maximumRemembered`: history has them too, and is not to
    /// tell them again.
    var told: Set<UInt64> = []
  }

  /// Takes the keys of a name: in the welcome they belong to those who are listed there, later to somebody
  /// who enters, or whose keys change.
  mutating func take(keys value: String) {
    guard let told = PersonKeys(parsing: value) else { return }
    guard case .entering = phase else { return events.append(.keys(told)) }
    if keys.count < Presence.maximumKeyed { keys.append(told) }
  }

  /// Takes our own keys, the answer to `#minhas-chaves`.
  mutating func take(ownKeys value: String) {
    events.append(.ownKeys(PersonKeys.pins(value.split(separator: " ", maxSplits: PersonKeys.maximumKeys))))
  }

  /// Takes the keys of any name, the answer to `#minhas-chaves name`.
  mutating func take(owner value: String) {
    let words = value.split(separator: " ", maxSplits: 2 * PersonKeys.maximumKeys)
    guard let name = words.first else { return }
    events.append(.owner(of: String(name), PersonKeys.pins(words.dropFirst())))
  }

  /// Entering begins. Under the same name, what the session before was told does not come again, though the
  /// server may not know that it arrived.
  mutating func beginKept() {
    kept.last = name == toldName ? max(kept.last, toldSequence) : 0
  }

  /// Bears the name as the server lists it: on another device of ours it may have been written otherwise.
  mutating func takeSpelling() {
    guard let name, !here.contains(name.description) else { return }
    for spelling in here {
      guard let listed = try? Name(spelling), listed == name else { continue }
      self.name = listed
    }
  }

  /// Takes an old line that waited for us.
  mutating func take(kept event: ClientEvent, _ sequence: UInt64) {
    kept.expected -= 1
    if sequence > kept.last, let bytes = event.textBytes {
      kept.last = sequence
      if kept.told.count < Self.maximumRemembered { kept.told.insert(sequence) }
      kept.events.append(event)
      kept.bytes += bytes
    }
    if kept.bytes > Self.maximumKeptBytes || phase == .inRoom && kept.expected == 0 { tellKept() }
  }

  /// Tells what waited, as far as it has come.
  mutating func tellKept() {
    guard !kept.events.isEmpty else { return }
    events.append(.kept(kept.events))
    kept.events = []
    kept.bytes = 0
  }
}
