/// Something that goes wrong in a cluster, and stays so until it is mended. Papods and nats-servers are named
/// by their places, from 0 on.
package enum ClusterFault: Sendable, Hashable {
  /// The papod is killed, or told to stop, and started again at the end; or it stands still.
  case papodKilled(Int)
  case papodStopped(Int)
  case papodPaused(Int)
  /// The nats-server is killed, and started again at the end; or it stands still.
  case natsKilled(Int)
  case natsPaused(Int)
  /// The disk of the nats-server is full; at the end there is room, and it is started again.
  case diskFull(Int)
  /// No client reaches the papod.
  case clientsCut(papod: Int)
  /// The papod does not reach the nats-server: connections break, or nothing comes and nobody is told.
  case wayCut(papod: Int, nats: Int)
  case wayFrozen(papod: Int, nats: Int)
  /// Two nats-servers do not reach each other, in the same two ways.
  case parted(Int, Int)
  case frozen(Int, Int)
  /// The nats-server reaches neither of the others, and is told nothing of it.
  case isolated(Int)
  /// All papods and all nats-servers are killed.
  case everything

  /// What it is called in figures.
  package var kind: String {
    switch self {
    case .papodKilled: "papod killed"
    case .papodStopped: "papod stopped"
    case .papodPaused: "papod paused"
    case .natsKilled: "nats killed"
    case .natsPaused: "nats paused"
    case .diskFull: "disk full"
    case .clientsCut: "clients cut from papod"
    case .wayCut: "papod cut from nats"
    case .wayFrozen: "papod frozen from nats"
    case .parted: "nats cut from nats"
    case .frozen: "nats frozen from nats"
    case .isolated: "nats isolated"
    case .everything: "all killed"
    }
  }

  /// Whether it keeps a nats-server from what it needs.
  var isOfServers: Bool {
    switch self {
    case .natsKilled, .natsPaused, .diskFull, .parted, .frozen, .isolated, .everything: true
    case .papodKilled, .papodStopped, .papodPaused, .clientsCut, .wayCut, .wayFrozen: false
    }
  }

  /// The process that it is about, which can have no other fault meanwhile; nil for links.
  package var subject: String? {
    switch self {
    case .papodKilled(let place), .papodStopped(let place), .papodPaused(let place): "papod \(place)"
    case .natsKilled(let place), .natsPaused(let place), .diskFull(let place): "nats \(place)"
    case .everything: "all"
    default: nil
    }
  }
}
