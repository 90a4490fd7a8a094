import TestSupport

/// A host for each server of a cluster's test, with cables from each to all with whom it speaks.
struct ClusterHosts {
  let network: TestNetwork
  let nats = (1...TestNATSCluster.size).map { NetworkHost("nats\($0)") }
  let papods = (1...ClusterNodes.papodCount).map { NetworkHost("papod\($0)") }

  init() throws {
    var cables: [(NetworkHost, NetworkHost)] = []
    for (place, one) in nats.enumerated() { cables += nats[..<place].map { (one, $0) } }
    for papod in papods {
      cables.append((.here, papod))
      cables += nats.map { (papod, $0) }
    }
    network = try TestNetwork(cables)
  }

  /// The ways of each papod to each nats-server.
  var doors: [[any TestWay]] {
    papods.map { papod in
      nats.map { network.way(from: papod, to: $0, port: TestNATSServer.hostPort) }
    }
  }

  /// The way from here to each papod.
  var ways: [CableWay] {
    papods.map { network.way(from: .here, to: $0, port: PapodProcess.hostPort) }
  }
}
