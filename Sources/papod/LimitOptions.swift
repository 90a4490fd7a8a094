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

  @Option(help: "Whether addresses whose connections offend are refused for a while: on or off.")
  var penalties = Switch.on

  @Flag(help: "Let the limits per address and the penalties hold for this machine's own connections too.")
  var limitLoopback = false

  func validate() throws {
    let counts = [
      ("max-clients", maxClients ?? 1), ("max-clients-per-address", maxClientsPerAddress),
      ("max-unnamed", maxUnnamed), ("max-unnamed-per-address", maxUnnamedPerAddress),
      ("max-handshakes", maxHandshakes), ("max-handshakes-per-address", maxHandshakesPerAddress),
    ]
    for (name, count) in counts where !(1...1_000_000).contains(count) {
      throw ValidationError("--\(name) takes 1 to 1000000")
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
    limits.flood = flood.rate
    limits.penalises = penalties == .on
    limits.limitsLoopback = limitLoopback
    return limits
  }
}
