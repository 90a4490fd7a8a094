import Reactor

/// A cable between two hosts of a `TestNetwork`: at each end an interface with an address of its own, and a
/// bridge between them in the test's own namespace. Any thread may use it.
package struct TestCable: Sendable {
  /// The largest number that has addresses, of 10.0.0.0/8 by fours.
  static let highest = (1 << 22) - 1
  /// Of such a four (RFC 4632, 3.1).
  static let prefixLength = 30

  let number: Int
  let ends: [NetworkHost]

  /// The interface at each end.
  var name: String { "cable\(number)" }
  var bridge: String { "bridge\(number)" }

  /// The bridge's port towards an end.
  func port(_ end: Int) -> String { "port\(number)-\(end)" }

  /// The address of an end.
  func ipAddress(of end: Int) -> String { ipAddress(last: end + 1) }

  /// Both of them, and nobody else.
  var subnet: String { "\(ipAddress(last: 0))/\(Self.prefixLength)" }

  private func ipAddress(last: Int) -> String {
    let bits = number << 2 | last
    return "10.\(bits >> 16).\(bits >> 8 & 0xff).\(bits & 0xff)"
  }

  /// Unplugs both ends, and breaks what goes through it.
  func cut() throws {
    for host in ends { try TestProcess.run(host.command(["ip", "link", "set", name, "down"])) }
    // Before TCP has tried in vain for minutes.
    for host in ends {
      try TestProcess.run(host.command(["ss", "--kill", "--tcp", "--no-header", "dst", subnet]))
    }
  }

  func restore() throws {
    for host in ends { try TestProcess.run(host.command(["ip", "link", "set", name, "up"])) }
  }

  /// Loses every packet.
  func freeze() throws { try TestProcess.run(["ip", "link", "set", bridge, "down"]) }

  func thaw() throws { try TestProcess.run(["ip", "link", "set", bridge, "up"]) }
}
