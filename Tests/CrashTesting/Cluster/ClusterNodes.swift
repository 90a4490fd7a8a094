import Glibc
import Reactor
import TLS
import TestSupport

import class Foundation.FileManager

/// The servers of a cluster's test: three nats-servers, three papods, and all ways between them and to the
/// clients. Owned by one thread.
final class ClusterNodes {
  static let papodCount = 3
  /// How long a papod may be silent before the others end it, in seconds; shorter than many faults.
  static let lease = 4
  /// All clients have one address, which on a host of a papod's own is not of loopback.
  private static let limits = [
    "--penalties", "off", "--max-clients-per-address", "4096", "--max-unnamed-per-address", "4096",
    "--max-handshakes-per-address", "2048", "--max-away-per-address", "4096",
  ]

  /// What clients know the papods by.
  let pins: [PublicKeyPin]
  /// Where clients reach them.
  let fronts: [TestRelay]
  private let nats: TestNATSCluster
  /// The ways of each papod to each nats-server.
  private let doors: [[any TestWay]]
  /// Where papods with hosts of their own are found.
  private let ways: [CableWay]
  private var papods: [PapodProcess] = []
  private var disks: [FillableDisk] = []
  private var addresses = [SocketAddress?](repeating: nil, count: papodCount)
  private(set) var faults: [ClusterFault] = []

  init(_ settings: ClusterSettings) throws {
    var disks: [FillableDisk] = []
    let hosts = settings.hasNamespaces ? try ClusterHosts() : nil
    let prepare = { (folder: String) in
      guard settings.fillsDisks else { return }
      let store = "\(folder)/store"
      try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: false)
      disks.append(try FillableDisk(on: store))
    }
    let nats =
      try hosts.map { try TestNATSCluster(on: $0.network, $0.nats, prepare: prepare) }
      ?? TestNATSCluster(prepare: prepare)
    self.nats = nats
    self.disks = disks
    let places = 0..<Self.papodCount
    fronts = try places.map { _ in try TestRelay(to: nil) }
    doors = try hosts?.doors ?? places.map { _ in try nats.makeDoors() }
    ways = hosts?.ways ?? []
    pins = try places.map {
      try CertificateFiles.makeOrRenew(directory: "\(settings.folder)/papod\($0)", days: 2).certificate.pin
    }
    for place in places {
      let folder = "\(settings.folder)/papod\(place)"
      let servers = doors[place].map { "\($0.address)" }.joined(separator: ",")
      papods.append(
        try PapodProcess(
          [
            settings.papod, "--certificate", "\(folder)/\(CertificateFiles.certificateName)", "--key",
            "\(folder)/\(CertificateFiles.keyName)", "--flood", "off", "--language", "en", "--journal",
            "nats://\(servers)/ROOM", "--nats-ca", nats.authorities, "--nats-cert", nats.certificate,
            "--nats-key", nats.key, "--nats-mirror", "\(settings.folder)/mirror\(place)/mirror.db",
            "--announce", "\(fronts[place].address)", "--lease", "\(Self.lease)",
          ] + Self.limits, log: "\(settings.folder)/papod\(place).log",
          passing: ["cannot listen", "cannot be reached", "Error: nats://"],
          on: hosts?.papods[place] ?? .here))
    }
  }

  /// Whether all serve, and nothing is wrong.
  var areUp: Bool {
    faults.isEmpty && papods.allSatisfy { if case .up = $0.state { true } else { false } }
  }

  /// How they are.
  var words: String {
    let states = papods.map { "\($0.state): \($0.lastWords)" }.joined(separator: "\n")
    return "faults \(faults)\n\(states)"
  }

  /// Looks after the papods, and leads their clients to where they are. Throws where one has ended by itself.
  func look(now: Int64) throws {
    for (place, papod) in papods.enumerated() {
      if let end = try papod.look(now: now) {
        throw CrashViolation(kind: .ended, person: "papod \(place)", words: "\(end): \(papod.lastWords)")
      }
      var address: SocketAddress?
      if case .up(let there) = papod.state { address = ways.isEmpty ? there : ways[place].address }
      if address != addresses[place] {
        addresses[place] = address
        fronts[place].lead(to: address)
      }
    }
  }

  /// Lets something go wrong. False where it has already.
  func begin(_ fault: ClusterFault) throws -> Bool {
    switch fault {
    case .papodKilled(let place): guard papods[place].kill(pause: .max / 2) else { return false }
    case .papodStopped(let place): guard papods[place].stop(pause: .max / 2) else { return false }
    case .papodPaused(let place): papods[place].send(SIGSTOP)
    case .natsKilled(let place): nats.kill(place)
    case .natsPaused(let place): nats.send(SIGSTOP, to: place)
    case .diskFull(let place): disks[place].fill()
    case .clientsCut(let papod): fronts[papod].cut()
    case .wayCut(let papod, let place): try doors[papod][place].cut()
    case .wayFrozen(let papod, let place): try doors[papod][place].freeze()
    case .parted(let one, let other): try nats.part(one, other)
    case .frozen(let one, let other): try nats.freeze(one, other)
    case .isolated(let place): try TestNATSCluster.others(than: place).forEach { try nats.freeze(place, $0) }
    case .everything:
      for papod in papods { _ = papod.kill(pause: .max / 2) }
      for place in 0..<TestNATSCluster.size { nats.kill(place) }
    }
    faults.append(fault)
    return true
  }

  /// Lets it be well again.
  func end(_ fault: ClusterFault) throws {
    guard let index = faults.firstIndex(of: fault) else { return }
    faults.remove(at: index)
    switch fault {
    case .papodKilled(let place), .papodStopped(let place): papods[place].startAgain()
    case .papodPaused(let place): papods[place].send(SIGCONT)
    case .natsKilled(let place): try nats.startAgain(place)
    case .natsPaused(let place): nats.send(SIGCONT, to: place)
    case .diskFull(let place):
      disks[place].empty()
      nats.kill(place)
      try nats.startAgain(place)
    case .clientsCut(let papod): fronts[papod].restore()
    case .wayCut(let papod, let place): try doors[papod][place].restore()
    case .wayFrozen(let papod, let place): try doors[papod][place].thaw()
    case .parted(let one, let other): try nats.join(one, other)
    case .frozen(let one, let other): try nats.thaw(one, other)
    case .isolated(let place): try TestNATSCluster.others(than: place).forEach { try nats.thaw(place, $0) }
    case .everything:
      for place in 0..<TestNATSCluster.size { try nats.startAgain(place) }
      for papod in papods { papod.startAgain() }
    }
  }

  /// Lets all be well again.
  func mend() throws { for fault in faults { try end(fault) } }

  /// Puts what the nats-servers have written and stored into a folder.
  func keep(in folder: String) {
    for place in 0..<TestNATSCluster.size {
      try? FileManager.default.copyItem(atPath: nats.folder(of: place), toPath: "\(folder)/nats\(place)")
    }
  }

  /// Cuts no connection after so many bytes any more.
  func unwatch() { fronts.forEach { $0.unwatch() } }
}
