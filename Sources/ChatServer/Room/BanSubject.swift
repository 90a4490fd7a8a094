import Reactor
import TLS

/// Whom a ban concerns.
package enum BanSubject: Sendable, Hashable, CustomStringConvertible {
  /// Who holds this key.
  case key(PublicKeyPin)
  /// Who comes from this IPv4 or link-local address.
  case address(IPAddress)
  /// Who comes from the /64 with this prefix: a machine with IPv6 has as many addresses of it as it likes.
  case subnet(IPAddress)

  private static let subnetMark = "/64"

  /// Reads a key pin, an address, which stands for its /64 where it has one (`IPAddress.subnet`), or a /64.
  package init?(parsing text: String) {
    if let pin = PublicKeyPin(parsing: text) {
      self = .key(pin)
    } else if text.hasSuffix(Self.subnetMark) {
      guard let prefix = IPAddress(parsing: String(text.dropLast(Self.subnetMark.utf8.count))),
        prefix.subnet == prefix
      else { return nil }
      self = .subnet(prefix)
    } else {
      guard let address = IPAddress(parsing: text) else { return nil }
      self = BanSubject(address)
    }
  }

  /// The one by whom somebody is kept out: the key, or where there is none the address.
  init(_ caller: Caller) {
    if let key = caller.key { self = .key(key) } else { self = BanSubject(caller.address.ipAddress) }
  }

  /// The address, or its /64.
  init(_ address: IPAddress) {
    self = address.subnet.map { .subnet($0) } ?? .address(address)
  }

  /// Whether it is about whoever is at the other end of that connection.
  func concerns(_ caller: Caller) -> Bool {
    switch self {
    case .key(let pin): caller.key == pin
    case .address, .subnet: BanSubject(caller.address.ipAddress) == self
    }
  }

  /// Whether it is about this machine alone.
  var isLoopback: Bool {
    switch self {
    case .key: false
    case .address(let address): address.isLoopback
    // ::1 is the one address of it that anybody has (RFC 4291, 2.4).
    case .subnet(let prefix): prefix == Self.loopback?.subnet
    }
  }

  /// What the initializer reads, and everybody is told: without a blank in it.
  package var description: String {
    switch self {
    case .key(let pin): "\(pin)"
    case .address(let address): "\(address)"
    case .subnet(let prefix): "\(prefix)\(Self.subnetMark)"
    }
  }

  /// The same as bytes, by which the roster knows it.
  var bytes: [UInt8] { Array(description.utf8) }

  private static let loopback = IPAddress(parsing: "::1")
}
