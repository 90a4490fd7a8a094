import CLinux
import Glibc

/// An IPv4 or IPv6 address. An IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) is the IPv4 address that it maps,
/// so that one machine counts as one, whichever listener it came through.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// The 128 bits, an IPv4 address in its mapped form ::ffff:a.b.c.d, which makes the normalising free.
  let high: UInt64
  let low: UInt64

  /// The number of the interface on which a link-local address holds (RFC 4007); 0 elsewhere.
  package let scope: UInt32

  init(high: UInt64, low: UInt64, scope: UInt32 = 0) {
    self.high = high
    self.low = low
    self.scope = high >> 54 == 0x3fa ? scope : 0
  }

  /// The IPv4 address whose four bytes are those of `bits`, the first one the highest.
  init(ipv4 bits: UInt32) {
    self.init(high: 0, low: 0xffff << 32 | UInt64(bits))
  }

  /// Parses what inet_pton(3) takes: four decimal numbers without leading zeros, or an IPv6 address (RFC
  /// 4291, 2.2), which may end in `%` and the name or number of an interface. No host names, brackets or
  /// blanks.
  package init?(parsing text: String) {
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    // A C string ends at a NUL, so one in the middle would hide what follows it.
    guard let address = parts.first.map(String.init), !text.utf8.contains(0) else { return nil }
    var v4 = in_addr()
    if parts.count == 1, unsafe inet_pton(AF_INET, address, &v4) == 1 {
      self.init(ipv4: UInt32(bigEndian: v4.s_addr))
      return
    }
    var v6: (UInt64, UInt64) = (0, 0)
    guard unsafe inet_pton(AF_INET6, address, &v6) == 1 else { return nil }
    var scope: UInt32 = 0
    if parts.count == 2 {
      guard UInt64(bigEndian: v6.0) >> 54 == 0x3fa, let number = Self.interface(parts[1]) else { return nil }
      scope = number
    }
    self.init(high: UInt64(bigEndian: v6.0), low: UInt64(bigEndian: v6.1), scope: scope)
  }

  /// Whether this is IPv4, the mapped form included.
  package var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

  /// Whether it is 127.0.0.0/8 (RFC 1122, 3.2.1.3) or ::1 (RFC 4291, 2.5.3).
  package var isLoopback: Bool { isIPv4 ? low >> 24 & 0xff == 127 : high == 0 && low == 1 }

  /// Whether it holds on one link only: 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291, 2.5.6).
  package var isLinkLocal: Bool { isIPv4 ? low >> 16 & 0xffff == 0xa9fe : high >> 54 == 0x3fa }

  /// The /64 that the address is in, its interface identifier all zeros (RFC 4291, 2.5.4): whoever has one
  /// address of it has them all. Nil for IPv4, and for a link-local address, whose /64 everybody on the link
  /// shares.
  package var subnet: IPAddress? { isIPv4 || isLinkLocal ? nil : IPAddress(high: high, low: 0) }

  /// What counts as one place: the `subnet`, or the address itself where it has none.
  package var network: IPAddress { subnet ?? self }

  /// The address in network byte order: 4 bytes for IPv4, else 16.
  package var bytes: [UInt8] {
    let all = [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    return isIPv4 ? Array(all[12...]) : all
  }

  /// As inet_ntop(3) writes it (RFC 5952), such as `127.0.0.1` or `::1`; after a link-local address `%` and
  /// the number of its interface.
  package var description: String {
    var v4 = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
    var v6 = (high.bigEndian, low.bigEndian)
    let text = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) {
      buffer in
      let size = socklen_t(INET6_ADDRSTRLEN)
      if isIPv4 {
        unsafe inet_ntop(AF_INET, &v4, buffer.baseAddress, size)
      } else {
        unsafe inet_ntop(AF_INET6, &v6, buffer.baseAddress, size)
      }
      return unsafe String(cString: buffer.baseAddress!)
    }
    return scope == 0 ? text : "\(text)%\(scope)"
  }

  /// Every address of every interface of this machine, loopback included, each once, link-local ones with
  /// their scope (getifaddrs(3)); empty where the system does not tell.
  package static func ofThisMachine() -> [IPAddress] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return [] }
    defer { unsafe freeifaddrs(list) }
    var addresses: [IPAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      // An interface that is down, or a tunnel without an address, has a null pointer here.
      if let address = unsafe entry.pointee.ifa_addr.flatMap({ unsafe SocketAddress($0) })?.ipAddress,
        !addresses.contains(address)
      {
        addresses.append(address)
      }
      unsafe next = entry.pointee.ifa_next
    }
    return addresses
  }

  private static func interface(_ name: Substring) -> UInt32? {
    if let number = UInt32(decimal: name) { return number > 0 ? number : nil }
    let number = unsafe if_nametoindex(String(name))
    return number > 0 ? number : nil
  }
}
