import Reactor

/// Where a server is, as a person types it: `HOST`, `HOST:PORT`, `[IPV6]`, `[IPV6]:PORT` or a bare IPv6
/// address.
package struct Address: Sendable, Hashable, CustomStringConvertible {
  /// The port where none is given (protocol.md).
  package static let defaultPort: UInt16 = 7443

  /// The longest host, in bytes (RFC 1035, 2.3.4).
  package static let maximumHostBytes = 255

  /// A host name in lower case, or a numeric address in its one spelling, without brackets.
  package let host: String

  /// 1 to 65535.
  package let port: UInt16

  /// The default server.
  package static let local = Address(host: "localhost", port: defaultPort)

  /// Nil for anything but the forms above: an empty or too long host, one with blanks, control characters,
  /// what belongs to URLs or stands between addresses (`,`), or U+FFFD, which stands for bytes that are no
  /// text, a port that is not 1 to 65535 in 1 to 5 digits.
  package init?(parsing text: String) {
    guard let (host, port) = Self.split(text), let number = Self.port(port) else { return nil }
    if let address = IPAddress(parsing: host) {
      // One spelling, since the known servers are kept by it.
      self.init(host: address.description, port: number)
      return
    }
    // Some letters take more bytes in lower case.
    let name = host.lowercased()
    guard !name.isEmpty, name.utf8.count <= Self.maximumHostBytes, !name.contains(":"),
      name.unicodeScalars.allSatisfy(Self.isAllowed)
    else { return nil }
    self.init(host: name, port: number)
  }

  /// `HOST:PORT` or `[IPV6]:PORT`, which the initializer reads; the key of a known server.
  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  private static func split(_ text: String) -> (host: String, port: Substring?)? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let host = String(text[text.index(after: text.startIndex)..<end])
      guard IPAddress(parsing: host)?.isIPv4 == false else { return nil }
      let rest = text[text.index(after: end)...]
      if rest.isEmpty { return (host, nil) }
      return rest.first == ":" ? (host, rest.dropFirst()) : nil
    }
    guard let colon = text.firstIndex(of: ":") else { return (text, nil) }
    let rest = text[text.index(after: colon)...]
    // More than one colon: an address without brackets, which leaves no place for a port.
    return rest.contains(":") ? (text, nil) : (String(text[..<colon]), rest)
  }

  private static func port(_ digits: Substring?) -> UInt16? {
    guard let digits else { return defaultPort }
    guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return UInt16(digits).flatMap { $0 > 0 ? $0 : nil }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !"/\\@?#[]%,\"'\u{FFFD}".unicodeScalars.contains(scalar)
      && ![.control, .format, .lineSeparator, .surrogate].contains(scalar.properties.generalCategory)
  }
}
