import CLinux
import Glibc

/// An IP address with a TCP port.
package struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address; IPv4-mapped ones are IPv4.
  package var ipAddress: IPAddress

  /// The port in host byte order. 0 asks a listening socket for any free one.
  package var port: UInt16

  /// The address `ipAddress` with the port `port`.
  package init(_ ipAddress: IPAddress, port: UInt16) {
    self.ipAddress = ipAddress
    self.port = port
  }

  /// Parses `ADDRESS:PORT` with a numeric IPv4 address, or `[ADDRESS]:PORT` with an IPv6 one; the port is 1
  /// to 5 digits, 0 to 65535. Everything else is nil, an IPv6 address without brackets too, for it would be
  /// ambiguous.
  package init?(parsing text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.count <= 5, let port = UInt16(decimal: digits) else { return nil }
    var host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed { host = host.dropFirst().dropLast() }
    guard host.contains(":") == isBracketed, let address = IPAddress(parsing: String(host)) else {
      return nil
    }
    self.init(address, port: port)
  }

  /// Every IPv4 address of this machine, 0.0.0.0.
  package static func anyIPv4(port: UInt16) -> SocketAddress { SocketAddress(IPAddress(ipv4: 0), port: port) }

  /// Every IPv6 address of this machine, `::`. A listening socket takes no IPv4 with it (IPV6_V6ONLY).
  package static func anyIPv6(port: UInt16) -> SocketAddress {
    SocketAddress(IPAddress(high: 0, low: 0), port: port)
  }

  /// 127.0.0.1.
  package static func loopback(port: UInt16) -> SocketAddress {
    SocketAddress(IPAddress(ipv4: 0x7f00_0001), port: port)
  }

  /// What `init(parsing:)` takes, such as `127.0.0.1:7443` or `[::1]:7443`.
  package var description: String { ipAddress.isIPv4 ? "\(ipAddress):\(port)" : "[\(ipAddress)]:\(port)" }

  init(_ address: linux_address) {
    self.init(IPAddress(high: address.high, low: address.low, scope: address.scope), port: address.port)
  }

  /// The address inside a sockaddr of the system's; nil where it is neither IPv4 nor IPv6.
  init?(_ address: UnsafePointer<sockaddr>) {
    let answer = unsafe linux_address_of(address)
    guard answer.result == 0 else { return nil }
    self.init(answer.address)
  }

  var forSystem: linux_address {
    linux_address(high: ipAddress.high, low: ipAddress.low, scope: ipAddress.scope, port: port)
  }
}
