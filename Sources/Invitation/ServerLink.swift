// Invitation: how people tell each other of a server, in the form that both programs share: a link, and the
// same as a QR code. All of it is values, without an owner or a thread.

import TLS

/// `papo://HOST:PORT/?pin=sha256//…`: where a server is and which keys it may have, in one piece (RFC 3986).
/// Where several servers have the room, they stand one behind the other with `,` between, and each may have
/// any of the keys.
package struct ServerLink: Sendable, Equatable, CustomStringConvertible {
  /// The most servers of a link.
  package static let maximumAddresses = 16

  private static let scheme = "papo"

  /// Where the servers are, each `HOST`, `HOST:PORT`, `[IPV6]` or `[IPV6]:PORT`; at least one. Whether such a
  /// host can be is not looked at here.
  package let addresses: [String]

  /// The keys, in their order; none where the link says nothing of them.
  package let pins: [PublicKeyPin]

  /// A link to that server.
  package init(address: String, pins: [PublicKeyPin]) {
    self.init(addresses: [address], pins: pins)
  }

  /// A link to these servers, 1 to `maximumAddresses`.
  package init(addresses: [String], pins: [PublicKeyPin]) {
    precondition(1...Self.maximumAddresses ~= addresses.count, "a link to no server, or to too many")
    self.addresses = addresses
    self.pins = pins
  }

  /// Reads a link: `papo://`, the addresses, at most a `/`, and `pin=` as often as it pleases, each with one
  /// pin or several with `;` between. What is percent-encoded is decoded; `+` is itself, as in every URI that
  /// is no form's.
  ///
  /// - Throws: what is wrong with it first. What it does not know it does not pass over: it may have been
  ///   meant for a pin.
  package init(parsing text: String) throws(ServerLinkError) {
    guard Self.isLink(text) else { throw .noLink }
    let rest = text.dropFirst(Self.scheme.count + 3)
    let place = rest.prefix { !"/?#".contains($0) }
    var tail = rest[place.endIndex...]
    guard !tail.contains("#") else { throw .fragment }
    guard !place.contains("@") else { throw .userInformation }
    var addresses: [String] = []
    for place in place.split(separator: ",", omittingEmptySubsequences: false) {
      guard addresses.count < Self.maximumAddresses else { throw .tooManyAddresses }
      addresses.append(try Self.decode(address: place))
    }
    self.addresses = addresses
    if tail.first == "/" { tail.removeFirst() }
    guard tail.isEmpty || tail.first == "?" else { throw .path }
    var pins: [PublicKeyPin] = []
    for parameter in tail.dropFirst().split(separator: "&") {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard try Self.decode(parts[0]) == "pin" else { throw .unknownParameter(String(parts[0])) }
      let value = parts.count == 2 ? parts[1] : ""
      guard let list = PublicKeyPin.parseList(try Self.decode(value)) else { throw .noPin(String(value)) }
      pins += list
    }
    self.pins = pins
  }

  /// Whether the text is meant to be a link, and not a bare address.
  package static func isLink(_ text: String) -> Bool {
    text.prefix(scheme.count + 3).lowercased() == "\(scheme)://"
  }

  /// The link in the form that the initializer reads. Percent-encoded is what a URI cannot hold, and what a
  /// shell or the decoder of a form could take for something else, `;` and `+` among it.
  package var description: String {
    let query = pins.isEmpty ? "" : "?pin=" + pins.map { Self.encode("\($0)", "/=") }.joined(separator: "%3B")
    let places = addresses.map { Self.encode($0, "[]:") }.joined(separator: ",")
    return "\(Self.scheme)://\(places)/\(query)"
  }

  private static func decode(address text: Substring) throws(ServerLinkError) -> String {
    let address = try decode(text)
    guard !address.isEmpty, !address.hasPrefix(":") else { throw .noHost }
    guard address.hasPrefix("[") || address.count(where: { $0 == ":" }) <= 1 else { throw .noBrackets }
    return address
  }

  private static func decode(_ text: Substring) throws(ServerLinkError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      // The initializer of integers by itself would take a sign as well.
      guard digits.count == 2, digits.allSatisfy(isHexadecimal),
        let value = UInt8(Substring(digits), radix: 16)
      else { throw .malformedEscape }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .malformedEscape }
    return decoded
  }

  /// The bytes of `text`, but for the unreserved ones (RFC 3986, 2.3) and those of `others`, percent-encoded.
  private static func encode(_ text: String, _ others: String) -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      let isUnreserved = character.isASCII && (character.isLetter || character.isNumber)
      guard !isUnreserved, !"-._~".contains(character), !others.contains(character) else {
        return String(character)
      }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { Character(UnicodeScalar(byte)).isHexDigit }
}
