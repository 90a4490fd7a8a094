import ArgumentParser
import ChatServer

/// What `papod serve` is told of its limits.
struct LimitOptions: ParsableArguments {
  @Option(help: "Connections at once. (default: as many as descriptors allow)")
  var maxClients: Int?

  @Option(help: "Connections at once from one address.")
  var maxClientsPerAddress = Limits().maximumClientsPerAddress

  @Option(help: "Connections at once whose person has not entered.")
  var maxUnnamed = Limits().maximumUnnamed

  @Option(help: "The same from one address.")
  var maxUnnamedPerAddress = Limits().maximumUnnamedPerAddress

  @Option(help: "Handshakes under way at once; past it the next ones wait, and those under way must hurry.")
  var maxHandshakes = Limits().maximumHandshakes

  @Option(help: "Handshakes under way at once from one address.")
  var maxHandshakesPerAddress = Limits().maximumHandshakesPerAddress

  @Option(help: "The flood limit: lines at once, then lines a second, as BURST:PER_SECOND, or off.")
  var flood = FloodLimit.on(TokenBucket.Rate(burst: 20, perSecond: 5))

  @Option(help: "KeyUpdates of TLS that a client may send within a minute.")
  var maxKeyUpdates = Limits().keyUpdatesPerMinute

  @Option(help: "What an I/O thread keeps for slower readers, in MiB; who falls behind by more is cut.")
  var maxQueue = Limits().ringBytes >> 20

  @Option(help: "What waits for connections one by one, in all, in MiB; past it, those end that hold most.")
  var maxBuffers = Limits().bufferBytes >> 20

  @Option(help: "Sessions at once that have lost their connection. (default: as many as connections)")
  var maxAway: Int?

  @Option(help: "The same from one address.")
  var maxAwayPerAddress = Limits().maximumAwayPerAddress

  @Option(help: "Whether addresses whose connections offend are refused for a while: on or off.")
  var penalties = Switch.on

  @Flag(help: "Let the limits per address and the penalties hold for this machine's own connections too.")
  var limitLoopback = false

  func validate() throws {
    let counts = [
      ("max-clients", maxClients ?? 1), ("max-clients-per-address", maxClientsPerAddress),
      ("max-unnamed", maxUnnamed), ("max-unnamed-per-address", maxUnnamedPerAddress),
      ("max-handshakes", maxHandshakes), ("max-handshakes-per-address", maxHandshakesPerAddress),
      ("max-away", maxAway ?? 1), ("max-away-per-address", maxAwayPerAddress),
    ]
    for (name, count) in counts where !(1...1_000_000).contains(count) {
      throw ValidationError("--\(name) takes 1 to 1000000")
    }
    guard (1...1_000).contains(maxKeyUpdates) else {
      throw ValidationError("--max-key-updates takes 1 to 1000")
    }
    guard (1...1_024).contains(maxQueue) else { throw ValidationError("--max-queue takes 1 to 1024 MiB") }
    guard (1...1_048_576).contains(maxBuffers) else {
      throw ValidationError("--max-buffers takes 1 to 1048576 MiB")
    }
  }

  /// - Parameter places: the connections that there are descriptors for.
  func limits(places: Int) -> Limits {
    var limits = Limits()
    limits.maximumClients = maxClients ?? places
    limits.maximumClientsPerAddress = maxClientsPerAddress
    limits.maximumUnnamed = maxUnnamed
    limits.maximumUnnamedPerAddress = maxUnnamedPerAddress
    limits.maximumHandshakes = maxHandshakes
    limits.maximumHandshakesPerAddress = maxHandshakesPerAddress
    limits.maximumAway = maxAway ?? limits.maximumClients
    limits.maximumAwayPerAddress = maxAwayPerAddress
    limits.keyUpdatesPerMinute = maxKeyUpdates
    limits.ringBytes = maxQueue << 20
    limits.bufferBytes = maxBuffers << 20
    limits.flood = flood.rate
    limits.penalises = penalties == .on
    limits.limitsLoopback = limitLoopback
    return limits
  }
}
