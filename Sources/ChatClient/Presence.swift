import TLS
import Wire

/// Who is here, as far as the server has told.
package struct Presence: Sendable, Equatable {
  /// The most names whose keys are remembered; only a server that lies tells of more.
  package static let maximumKeyed = 4_096

  /// The names, fit to be shown, in the order of their case folds: at most `Conversation.maximumHere`.
  package private(set) var names: [String] = []

  /// How many are here, those without a place in `names` among them.
  package private(set) var count = 0

  /// The folds of `names`.
  private var keys: [[UInt8]] = []

  /// Our own, which no tidings of others take away or add: of our being away others hear, and we do later.
  private var ownKey: [UInt8] = []

  /// The keys of names that belong to some.
  private var pinsByKey: [[UInt8]: [PublicKeyPin]] = [:]

  /// Whose keys were told last: theirs who enters next.
  private var announced: [UInt8]?

  /// Nobody is here.
  package init() {}

  /// Whether all who are here are in `names`.
  package var isComplete: Bool { names.count == count }

  /// The name as its bearer writes it, nil where nobody in `names` has it.
  package func spelling(of name: String) -> String? {
    let key = Self.key(name)
    let place = place(of: key)
    return place < keys.count && keys[place] == key ? names[place] : nil
  }

  /// The keys that the name belongs to, that of its bearer first; none for a guest's.
  package func pins(of name: String) -> [PublicKeyPin] {
    pinsByKey.isEmpty ? [] : pinsByKey[Self.key(name)] ?? []
  }

  /// We are in the room, under `name`, with these, whose names belong to these keys.
  mutating func enter(as name: String, with here: [String], count: Int, keys told: [PersonKeys]) {
    ownKey = Self.key(name)
    set(here, count: count)
    pinsByKey = [:]
    for keys in told { take(keys) }
    announced = nil
  }

  /// A name belongs to these keys.
  mutating func take(_ keys: PersonKeys) {
    let key = Self.key(keys.name)
    announced = key
    if pinsByKey.count < Self.maximumKeyed || pinsByKey[key] != nil { pinsByKey[key] = keys.pins }
  }

  /// These are here, of so many.
  mutating func set(_ here: [String], count: Int) {
    let sorted = here.prefix(Conversation.maximumHere).map { (Self.key($0), $0) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    keys = sorted.map(\.0)
    names = sorted.map { Sanitizer.displaySafe($0.1) }
    self.count = max(count, names.count)
  }

  mutating func join(_ name: String) {
    let key = Self.key(name)
    let place = place(of: key)
    guard key != ownKey else { return }
    // The keys of an owner are told directly before.
    if announced != key { pinsByKey[key] = nil }
    announced = nil
    guard place == keys.count || keys[place] != key else { return }
    count += 1
    guard names.count < Conversation.maximumHere else { return }
    keys.insert(key, at: place)
    names.insert(Sanitizer.displaySafe(name), at: place)
  }

  mutating func leave(_ name: String) {
    let key = Self.key(name)
    guard key != ownKey else { return }
    pinsByKey[key] = nil
    if announced == key { announced = nil }
    let place = place(of: key)
    if place < keys.count, keys[place] == key {
      keys.remove(at: place)
      names.remove(at: place)
      count -= 1
    } else if !isComplete {
      count -= 1
    }
  }

  /// Also of what no server should call a name.
  private static func key(_ name: String) -> [UInt8] { Name(stored: Array(name.utf8)).key }

  private func place(of key: [UInt8]) -> Int {
    var range = 0..<keys.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if keys[middle].lexicographicallyPrecedes(key) {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }
}
