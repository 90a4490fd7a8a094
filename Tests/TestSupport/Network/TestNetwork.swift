import Reactor

import class Foundation.FileManager

/// Hosts in network namespaces of their own (network_namespaces(7)), and the cables between them, for tests
/// of what goes wrong between programs in the network itself. Any thread may use it.
package final class TestNetwork: Sendable {
  private let cables: [TestCable]

  /// Makes the hosts that the cables name, and the cables.
  ///
  /// The test must be root in network and mount namespaces of its own, as `unshare --net --mount` makes them,
  /// with `--user --map-root-user` for whoever is not root: nothing is seen of the network from outside, and
  /// nothing is left of it when the test ends, however it does.
  ///
  /// - Parameter ends: between which hosts each cable is; `.here` may be one of them.
  /// - Throws: where a step is not allowed.
  package init(_ ends: [(NetworkHost, NetworkHost)]) throws {
    precondition(ends.count <= TestCable.highest + 1, "more cables than addresses")
    cables = ends.enumerated().map { TestCable(number: $0, ends: [$1.0, $1.1]) }
    // Where ip-netns(8) keeps the names of namespaces.
    try TestProcess.run(["mount", "-t", "tmpfs", "papo-test", "/run"])
    try Self.configure(.here, ["link set lo up"])
    let hosts = Set(cables.flatMap(\.ends)).subtracting([.here])
    for name in hosts.compactMap(\.name) { try TestProcess.run(["ip", "netns", "add", name]) }
    try Self.configure(.here, cables.flatMap(Self.bridge))
    for host in hosts.union([.here]) {
      let ends = cables.flatMap { cable in
        cable.ends.indices.filter { cable.ends[$0] == host }.flatMap { Self.plug(cable, end: $0) }
      }
      try Self.configure(host, ["link set lo up"] + ends)
    }
  }

  /// The way from one host to a server on another one, which listens on all its addresses; there must be a
  /// cable between them.
  package func way(from client: NetworkHost, to server: NetworkHost, port: UInt16) -> CableWay {
    guard let cable = cables.first(where: { Set($0.ends) == [client, server] }),
      let end = cable.ends.firstIndex(of: server),
      let address = SocketAddress(parsing: "\(cable.ipAddress(of: end)):\(port)")
    else { preconditionFailure("no cable between \(client) and \(server)") }
    return CableWay(address: address, cable: cable)
  }

  /// All addresses of a host.
  package func ipAddresses(of host: NetworkHost) -> [String] {
    cables.flatMap { cable in
      cable.ends.indices.filter { cable.ends[$0] == host }.map(cable.ipAddress(of:))
    }
  }

  private static func bridge(_ cable: TestCable) -> [String] {
    ["link add \(cable.bridge) type bridge", "link set \(cable.bridge) up"]
      + cable.ends.indices.flatMap { end in
        let namespace = cable.ends[end].name.map { " netns \($0)" } ?? ""
        return [
          "link add \(cable.port(end)) type veth peer name \(cable.name)\(namespace)",
          "link set \(cable.port(end)) master \(cable.bridge)", "link set \(cable.port(end)) up",
        ]
      }
  }

  private static func plug(_ cable: TestCable, end: Int) -> [String] {
    [
      "address add \(cable.ipAddress(of: end))/\(TestCable.prefixLength) dev \(cable.name)",
      "link set \(cable.name) up",
    ]
  }

  /// Runs these commands of ip(8) on a host.
  private static func configure(_ host: NetworkHost, _ commands: [String]) throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/batch"
    let text = commands.joined(separator: "\n") + "\n"
    guard FileManager.default.createFile(atPath: file, contents: .init(text.utf8)) else {
      throw TestFailure("cannot write \(file)", file: #fileID, line: #line)
    }
    try TestProcess.run(host.command(["ip", "-batch", file]))
  }
}
