import TLS
import Wire

/// Somebody whom one has written to privately: the keys that the name belonged to, and since when.
package struct KnownPerson: FileRecord {
  struct Key: Hashable {
    let address: Address
    let nameKey: [UInt8]
  }

  /// The server whose name it is.
  package let address: Address
  /// What makes two names the same (`Name.key`).
  package let nameKey: [UInt8]
  /// The keys. At least one.
  package let pins: [PublicKeyPin]
  /// The day since when they are known, in UTC.
  package let firstSeen: Day

  /// A person of whom these are known.
  package init(address: Address, name: Name, pins: [PublicKeyPin], firstSeen: Day) {
    self.init(address: address, nameKey: name.key, pins: pins, firstSeen: firstSeen)
  }

  private init(address: Address, nameKey: [UInt8], pins: [PublicKeyPin], firstSeen: Day) {
    precondition(!pins.isEmpty, "somebody without a key is not known")
    self.address = address
    self.nameKey = nameKey
    self.pins = pins
    self.firstSeen = firstSeen
  }

  /// Reads `HOST:PORT NAME sha256//BASE64=;… YYYY-MM-DD`, nil for anything else, however close.
  init?(parsing line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let address = Address(parsing: String(words[0])),
      // A host without its port, or in capitals, would never be found.
      address.description == words[0], !words[1].isEmpty, Sanitizer.displaySafe(String(words[1])) == words[1],
      let pins = PublicKeyPin.parseList(String(words[2])), let firstSeen = Day(parsing: words[3])
    else { return nil }
    self.init(address: address, nameKey: Array(words[1].utf8), pins: pins, firstSeen: firstSeen)
  }

  var key: Key { Key(address: address, nameKey: nameKey) }

  var line: String {
    let name = String(decoding: nameKey, as: UTF8.self)
    return "\(address) \(name) \(pins.map(\.description).joined(separator: ";")) \(firstSeen)"
  }

  /// Whether one of these keys is known.
  func has(oneOf shown: [PublicKeyPin]) -> Bool { shown.contains { pins.contains($0) } }

  /// The same person, known on another server.
  func at(_ address: Address) -> KnownPerson {
    KnownPerson(address: address, nameKey: nameKey, pins: pins, firstSeen: firstSeen)
  }

  /// The same person, whose name belongs to these keys now.
  func with(_ pins: [PublicKeyPin]) -> KnownPerson {
    KnownPerson(address: address, nameKey: nameKey, pins: pins, firstSeen: firstSeen)
  }
}
