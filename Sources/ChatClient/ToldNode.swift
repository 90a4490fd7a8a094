import TLS

/// A server of a room that lies on several, as one of them tells of it: a word of `= nodes`,
/// `ADDRESS,PIN[,PIN]`.
package struct ToldNode: Sendable, Hashable, CustomStringConvertible {
  /// The longest address, in bytes as it is told (protocol.md).
  package static let maximumAddressBytes = 128

  /// Where clients reach it.
  package let address: Address

  /// Its present key, then the one that it has announced to have next, where there is one.
  package let pins: [PublicKeyPin]

  /// A server with one key or two. Traps where there are none, more, or twice the same.
  package init(address: Address, pins: [PublicKeyPin]) {
    precondition(1...2 ~= pins.count && Set(pins).count == pins.count, "a server with no key, or too many")
    self.address = address
    self.pins = pins
  }

  /// Reads a word, whose address is `HOST:PORT` or `[IPV6]:PORT`; nil for anything else, and where the two
  /// keys are one.
  package init?(parsing word: Substring) {
    let parts = word.split(separator: ",", omittingEmptySubsequences: false)
    guard 2...3 ~= parts.count, parts[0].utf8.count <= Self.maximumAddressBytes,
      let address = Address(parsing: String(parts[0])),
      // The port is told, and an IPv6 address, which ends in what looks like one, has its brackets.
      parts[0].hasSuffix(":\(address.port)"), parts[0].hasPrefix("[") == address.host.contains(":")
    else { return nil }
    let pins = parts.dropFirst().compactMap { PublicKeyPin(parsing: String($0)) }
    guard pins.count == parts.count - 1, Set(pins).count == pins.count else { return nil }
    self.init(address: address, pins: pins)
  }

  /// The word, with the address in the one spelling that it has here.
  package var description: String { (["\(address)"] + pins.map(\.description)).joined(separator: ",") }
}
