import Reactor
import Synchronization
import TLS

import class Foundation.FileManager

/// Three nats-servers that are one cluster, with the configuration that stands in `packaging/nats`, TLS and
/// certificates on both sides included. All that they say to each other, and all that clients say to them,
/// goes through relays, so that any link can be cut, or through the cables of a network; or nothing does,
/// where they are to be measured. Any thread may use it.
package final class TestNATSCluster: Sendable {
  /// How many servers a cluster has.
  package static let size = 3
  /// Where each listens for the others on a host of its own.
  private static let routePort: UInt16 = 6222
  /// Where they tell each other that they listen, so that nobody learns of a way around relays and cables.
  private static let nowhere = "127.0.0.1:1"

  /// The test's, for mirrors too.
  package let folder: TemporaryFolder
  private let servers: [TestNATSServer]
  /// From each server to each other one; none to itself.
  private let links: [[(any TestWay)?]]
  private let hosts: [NetworkHost]
  /// A way in to each server, in their order, for whoever needs none of its own; none where they have hosts.
  package let doors: [TestRelay]
  private let ownDoors = Mutex<[[TestRelay]]>([])

  /// Starts them. They have found each other when the first of them stores something.
  ///
  /// - Parameter prepare: is given the folder of each server before it is started.
  package convenience init(prepare: (_ folder: String) throws -> Void = { _ in }) throws {
    let places = 0..<Self.size
    let links = try places.map { from in try places.map { $0 == from ? nil : try TestRelay(to: nil) } }
    try self.init(links: links, prepare) { configuration, place in
      configuration.listen(on: "127.0.0.1:-1", advertise: Self.nowhere)
      configuration.route(to: links[place].compactMap { $0?.address })
    }
  }

  /// Starts each on a host of a network, with cables from each to each. It is reached by
  /// `TestNATSServer.hostPort`.
  ///
  /// - Parameter prepare: is given the folder of each server before it is started.
  package convenience init(
    on network: TestNetwork, _ hosts: [NetworkHost], prepare: (_ folder: String) throws -> Void
  ) throws {
    let links = hosts.map { from in
      hosts.map { $0 == from ? nil : network.way(from: from, to: $0, port: Self.routePort) }
    }
    try self.init(
      links: links, hosts: hosts, ipAddresses: hosts.flatMap(network.ipAddresses), prepare
    ) { configuration, place in
      configuration.listen(on: "0.0.0.0:\(Self.routePort)", advertise: Self.nowhere)
      configuration.route(to: links[place].compactMap { $0?.address })
    }
  }

  /// Starts so many, each alone where it is one, without relays between them: they listen where others may
  /// have begun to in between, so this is for measuring and not for tests.
  package convenience init(measuring count: Int) throws {
    let ports = try (0..<count).map { _ in
      try Socket.listening(on: .loopback(port: 0)).localAddress().port
    }
    let links = [[TestRelay?]](repeating: [TestRelay?](repeating: nil, count: count), count: count)
    try self.init(links: links, { _ in }) { configuration, place in
      guard count > 1 else { return configuration.standAlone() }
      let own = SocketAddress.loopback(port: ports[place])
      configuration.listen(on: "\(own)", advertise: "\(own)")
      configuration.route(to: ports.map { .loopback(port: $0) })
    }
  }

  private init(
    links: [[(any TestWay)?]], hosts: [NetworkHost] = [], ipAddresses: [String] = [],
    _ prepare: (_ folder: String) throws -> Void, configure: (inout TestNATSConfiguration, Int) -> Void
  ) throws {
    let folder = try TemporaryFolder()
    try Self.makeCertificates(in: folder.path, ipAddresses)
    var servers: [TestNATSServer] = []
    for place in links.indices {
      let own = try TemporaryFolder()
      try prepare(own.path)
      var configuration = try TestNATSConfiguration()
      configuration.place("n\(place + 1)", certificates: folder.path, store: "\(own.path)/store")
      configure(&configuration, place)
      let file = "\(own.path)/nats.conf"
      try PrivateFile.replace(file, with: Array(try configuration.checked().utf8))
      servers.append(
        try TestNATSServer(in: own, configuration: file, on: hosts.isEmpty ? .here : hosts[place]))
    }
    self.links = links
    self.hosts = hosts
    self.folder = folder
    self.servers = servers
    doors = hosts.isEmpty ? try servers.map { try TestRelay(to: .loopback(port: $0.port)) } : []
    for place in servers.indices { lead(to: place) }
  }

  // MARK: For clients

  /// A way in to each server that is nobody else's.
  package func makeDoors() throws -> [TestRelay] {
    let made = try servers.map { try TestRelay(to: .loopback(port: $0.port)) }
    ownDoors.withLock { $0.append(made) }
    return made
  }

  /// Where they listen themselves.
  package var addresses: [SocketAddress] { servers.map { .loopback(port: $0.port) } }

  /// The PEM file of those whom clients trust.
  package var authorities: String { "\(folder.path)/ca.pem" }
  /// The PEM files of a client's certificate and its key.
  package var certificate: String { "\(folder.path)/client/\(CertificateFiles.certificateName)" }
  /// See `certificate`.
  package var key: String { "\(folder.path)/client/\(CertificateFiles.keyName)" }

  // MARK: What happens to servers

  /// Kills a server as a power cut ends a program.
  package func kill(_ place: Int) { servers[place].kill() }

  /// Starts it again after `kill`, with its files.
  package func startAgain(_ place: Int) throws {
    try servers[place].startAgain(elsewhere: hosts.isEmpty)
    lead(to: place)
  }

  /// Sends it a signal.
  package func send(_ signal: Int32, to place: Int) { servers[place].send(signal) }

  /// The processes' ids.
  package var processes: [Int32] { servers.map(\.process) }

  /// The folder of a server, with its `nats.log`.
  package func folder(of place: Int) -> String { servers[place].folder.path }

  // MARK: What happens to links

  /// Cuts two servers off from each other, with every connection between them, until `join`.
  package func part(_ one: Int, _ other: Int) throws { try between(one, other).forEach { try $0.cut() } }

  /// They reach each other again.
  package func join(_ one: Int, _ other: Int) throws { try between(one, other).forEach { try $0.restore() } }

  /// Lets nothing more pass between two servers, and tells neither, until `thaw`.
  package func freeze(_ one: Int, _ other: Int) throws {
    try between(one, other).forEach { try $0.freeze() }
  }

  /// What they said meanwhile arrives.
  package func thaw(_ one: Int, _ other: Int) throws { try between(one, other).forEach { try $0.thaw() } }

  /// The servers beside this one.
  package static func others(than place: Int) -> [Int] { (0..<size).filter { $0 != place } }

  /// One where they have hosts: a cable is the way of both.
  private func between(_ one: Int, _ other: Int) -> [any TestWay] {
    let ways = [links[one][other], links[other][one]].compactMap(\.self)
    return hosts.isEmpty ? ways : Array(ways.prefix(1))
  }

  /// Lets relays know where it listens now.
  private func lead(to place: Int) {
    let server = servers[place]
    for case let relay as TestRelay in links.compactMap({ $0[place] }) {
      relay.lead(to: server.routePort.map { .loopback(port: $0) })
    }
    guard hosts.isEmpty else { return }
    let all = ownDoors.withLock { $0 } + [doors]
    for doors in all { doors[place].lead(to: .loopback(port: server.port)) }
  }

  /// One for all servers and one for all clients, who trust each other's.
  private static func makeCertificates(in folder: String, _ ipAddresses: [String]) throws {
    var trusted: [UInt8] = []
    for name in ["server", "client"] {
      let made = try CertificateFiles.makeOrRenew(
        directory: "\(folder)/\(name)", ipAddresses: ipAddresses, days: 1)
      trusted += made.certificate.pem
    }
    try PrivateFile.replace("\(folder)/ca.pem", with: trusted)
  }
}
