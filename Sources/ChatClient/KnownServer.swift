import TLS

/// A server that was trusted on first contact: its key, and since when it is known.
package struct KnownServer: FileRecord {
  /// Host and port, as `Address.description` has them.
  package let address: Address
  /// The key that it showed.
  package internal(set) var pin: PublicKeyPin
  /// The key that it has announced to show next, another one; nil where it has announced none.
  package internal(set) var nextPin: PublicKeyPin?
  /// The day of the first contact, in UTC.
  package let firstSeen: Day

  /// A server of which this is known.
  package init(address: Address, pin: PublicKeyPin, nextPin: PublicKeyPin? = nil, firstSeen: Day) {
    self.address = address
    self.pin = pin
    self.nextPin = nextPin
    self.firstSeen = firstSeen
  }

  /// The keys that it may have: today's, then the next one.
  package var pins: [PublicKeyPin] { [pin] + (nextPin.map { [$0] } ?? []) }

  /// Reads `HOST:PORT sha256//BASE64= YYYY-MM-DD`, where a second pin, the next key's, may stand behind the
  /// first one with `;` between. Nil for anything else, however close.
  init?(parsing line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, let address = Address(parsing: String(words[0])),
      // A host without its port, or in capitals, would never be found.
      address.description == words[0], let pins = PublicKeyPin.parseList(String(words[1])),
      1...2 ~= pins.count, Set(pins).count == pins.count, let firstSeen = Day(parsing: words[2])
    else { return nil }
    self.init(address: address, pin: pins[0], nextPin: pins.dropFirst().first, firstSeen: firstSeen)
  }

  var key: Address { address }

  var line: String { "\(address) \(pins.map(\.description).joined(separator: ";")) \(firstSeen)" }
}
