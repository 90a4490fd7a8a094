import TLS

/// A name that belongs to keys, and the keys, as the server tells them: `= key NAME PIN…`.
package struct PersonKeys: Sendable, Equatable {
  /// The most keys of one name that are remembered. More are the server's to answer for.
  package static let maximumKeys = 16

  /// The name as the server sent it, as much of it as is shown.
  package let name: String

  /// The keys: the one that its bearer entered with first, then the others. At least one.
  package let pins: [PublicKeyPin]

  /// The first `maximumKeys` of the keys of a name. Traps where there are none.
  package init(name: String, pins: [PublicKeyPin]) {
    precondition(!pins.isEmpty, "a name that belongs to no key")
    self.name = Transcript.cut(name)
    self.pins = Array(pins.prefix(Self.maximumKeys))
  }

  /// Reads `NAME PIN…`, and passes over what is no pin; nil where no pin is left.
  init?(parsing text: String) {
    let words = text.split(separator: " ", maxSplits: 2 * Self.maximumKeys)
    let pins = Self.pins(words.dropFirst())
    guard let name = words.first, !pins.isEmpty else { return nil }
    self.init(name: String(name), pins: pins)
  }

  /// The first `maximumKeys` pins among `words`.
  static func pins(_ words: some Sequence<Substring>) -> [PublicKeyPin] {
    Array(words.lazy.compactMap { PublicKeyPin(parsing: String($0)) }.prefix(maximumKeys))
  }
}
