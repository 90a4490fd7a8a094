import TLS

/// A server that was trusted on first contact: its key, and since when it is known.
package struct KnownServer: Sendable, Equatable {
  /// Host and port, as `Address.description` has them.
  package let address: Address
  /// The key that it showed.
  package let pin: PublicKeyPin
  /// The day of the first contact, in UTC.
  package let firstSeen: Day

  /// A server of which these three are known.
  package init(address: Address, pin: PublicKeyPin, firstSeen: Day) {
    self.address = address
    self.pin = pin
    self.firstSeen = firstSeen
  }

  /// Reads `HOST:PORT sha256//BASE64= YYYY-MM-DD`, nil for anything else, however close.
  init?(parsing line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, let address = Address(parsing: String(words[0])),
      // A host without its port, or in capitals, would never be found.
      address.description == words[0], let pin = PublicKeyPin(parsing: String(words[1])),
      let firstSeen = Day(parsing: words[2])
    else { return nil }
    self.init(address: address, pin: pin, firstSeen: firstSeen)
  }

  /// The line that the initializer reads.
  var line: String { "\(address) \(pin) \(firstSeen)" }
}
