import Wire

/// Who is here, as far as the server has told.
package struct Presence: Sendable, Equatable {
  /// The names, fit to be shown, in the order of their case folds: at most `Conversation.maximumHere`.
  package private(set) var names: [String] = []

  /// How many are here, those without a place in `names` among them.
  package private(set) var count = 0

  /// The folds of `names`.
  private var keys: [[UInt8]] = []

  /// Our own, which no tidings of others take away or add: of our being away others hear, and we do later.
  private var ownKey: [UInt8] = []

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

  /// We are in the room, under `name`, with these.
  mutating func enter(as name: String, with here: [String], count: Int) {
    ownKey = Self.key(name)
    set(here, count: count)
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
    guard key != ownKey, place == keys.count || keys[place] != key else { return }
    count += 1
    guard names.count < Conversation.maximumHere else { return }
    keys.insert(key, at: place)
    names.insert(Sanitizer.displaySafe(name), at: place)
  }

  mutating func leave(_ name: String) {
    let key = Self.key(name)
    guard key != ownKey else { return }
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
