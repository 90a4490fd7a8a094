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

  /// Takes an old line that waited for us.
  mutating func take(kept event: ClientEvent, _ sequence: UInt64) {
    kept.expected -= 1
    if sequence > kept.last, let bytes = event.textBytes {
      kept.last = sequence
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
