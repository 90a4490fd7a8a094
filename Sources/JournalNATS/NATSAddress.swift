/// Where a stream is: `nats://HOST:PORT,HOST:PORT/STREAM`, with `USER:PASSWORD@` before the first host where
/// the servers ask for that. Shown without the password.
package struct NATSAddress: Sendable, Equatable, CustomStringConvertible {
  /// What servers listen on unless told otherwise.
  static let defaultPort: UInt16 = 4222
  /// More servers than a cluster has use for.
  static let maximumServers = 16
  /// As files and subjects of it are named after it (NATS ADR 6).
  static let maximumStreamLength = 128

  /// "HOST:PORT" each, from 1 to `maximumServers`.
  let servers: [String]
  let user: String?
  let password: String?
  /// Letters, digits, `-` and `_`, from 1 to `maximumStreamLength`.
  package let stream: String

  /// Nil where it is not written like one.
  package init?(_ text: String) {
    guard text.hasPrefix("nats://") else { return nil }
    let halves = text.dropFirst(7).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    var hosts = halves[0]
    if let at = hosts.lastIndex(of: "@") {
      let names = hosts[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard names.count == 2, !names[0].isEmpty else { return nil }
      user = String(names[0])
      password = String(names[1])
      hosts = hosts[hosts.index(after: at)...]
    } else {
      user = nil
      password = nil
    }
    let found = hosts.split(separator: ",", omittingEmptySubsequences: false).map { Self.server($0) }
    servers = found.compactMap(\.self)
    stream = String(halves[1])
    guard servers.count == found.count, servers.count <= Self.maximumServers,
      1...Self.maximumStreamLength ~= stream.utf8.count, stream.utf8.allSatisfy(Self.isOfNames)
    else { return nil }
  }

  /// As it was given, without user and password.
  package var description: String { "nats://\(servers.joined(separator: ","))/\(stream)" }

  /// Whether all of it stays on this machine.
  package var isLocal: Bool {
    servers.allSatisfy { server in
      ["localhost:", "127.", "[::1]:"].contains { server.hasPrefix($0) }
    }
  }

  /// "HOST", "HOST:PORT", "[IPv6]" or "[IPv6]:PORT", with the port put in; nil for anything else.
  private static func server(_ text: Substring) -> String? {
    let isIPv6 = text.first == "["
    let end = isIPv6 ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
    let host = text[..<(end ?? (isIPv6 ? text.startIndex : text.endIndex))]
    let name = isIPv6 ? host.dropFirst().dropLast() : host
    let others = (isIPv6 ? ":.%" : ".").utf8
    guard !name.isEmpty, name.utf8.allSatisfy({ isOfNames($0) || others.contains($0) }) else { return nil }
    let rest = text[host.endIndex...]
    if rest.isEmpty { return "\(host):\(defaultPort)" }
    guard rest.first == ":", rest.dropFirst().utf8.allSatisfy({ 48...57 ~= $0 }),
      let port = UInt16(rest.dropFirst()), port > 0
    else { return nil }
    return "\(host):\(port)"
  }

  private static func isOfNames(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
