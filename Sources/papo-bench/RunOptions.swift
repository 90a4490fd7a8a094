import ArgumentParser
import ChatLoad
import Reactor
import TLS

/// What every mode is told.
struct RunOptions: ParsableArguments {
  /// More than any machine has ports for, whatever its addresses.
  static let maximumClients = 1_000_000

  @Argument(help: "The server, ADDRESS:PORT or [ADDRESS]:PORT, numeric.")
  var server: SocketAddress

  @Option(
    help: """
      What is spoken: plain (papod and the like), numbered (papod with ALPN papo/1), irc.
      """)
  var language = Language.plain

  @Option(
    name: .customLong("pid"),
    help: ArgumentHelp(
      "A process of the server, whose time and memory are read; may be repeated.", valueName: "PID"))
  var processes: [Int32] = []

  @Option(help: "What the server is called in the result.")
  var label = "server"

  @Option(help: "The name of the set of figures to which the run belongs.")
  var suite: String?

  @Flag(help: "One line of JSON instead of a table.")
  var json = false

  @Option(help: ArgumentHelp("Also draw latencies and costs as SVG.", valueName: "FILE"))
  var plot: String?

  @Option(
    name: .customLong("pin"),
    help: ArgumentHelp(
      "The key that the server must have, may be repeated. (default: any)", valueName: "sha256//…"),
    transform: Self.pin)
  var pins: [PublicKeyPin] = []

  @Option(help: "Threads of the load, 1 to 64.")
  var threads = 1

  @Option(help: "Connections that are being made at once, while everyone enters.")
  var opening = 32

  @Option(
    help: """
      How many addresses 127.0.1.1 … the connections come from where the server is at 127.0.0.0/8, 0 to 250; \
      0: the system's choice.
      """)
  var sources = 16

  @Option(help: "Everything ends after so many seconds.")
  var limit = 120.0

  @Flag(help: "Allow a server on another machine. It is your own, and its owner knows.")
  var remote = false

  func validate() throws {
    try requireRange("--threads", threads, 1...64)
    try requireRange("--opening", opening, 1...Self.maximumClients)
    try requireRange("--sources", sources, 0...250)
    try requireRange("--limit", limit, 1...1_000_000)
    guard server.port > 0 else { throw ValidationError("The server's port is missing.") }
    guard processes.allSatisfy({ $0 > 0 }) else { throw ValidationError("--pid takes numbers from 1.") }
    guard remote || server.ipAddress.isLoopback else {
      throw ValidationError(
        """
        \(server) is not this machine. papo-bench sends as fast as it can; give --remote if that server is \
        yours to be loaded.
        """)
    }
  }

  /// A run of this mode against the server.
  func settings(_ mode: Mode, receivers: Int, seconds: Double) -> LoadSettings {
    var load = Load(mode: mode, language: language, receivers: receivers, seconds: seconds)
    load.threads = threads
    var settings = LoadSettings(load: load, address: server)
    settings.pins = pins
    settings.label = label
    settings.suite = suite
    settings.processes = processes
    settings.opening = opening
    settings.sources = sources
    settings.limitSeconds = limit
    return settings
  }

  private static func pin(_ text: String) throws -> PublicKeyPin {
    guard let pin = PublicKeyPin(parsing: text) else {
      throw ValidationError("This is no pin: \(text). A pin looks like sha256//… and ends in =.")
    }
    return pin
  }
}
