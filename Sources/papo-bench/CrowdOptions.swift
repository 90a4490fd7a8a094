import ArgumentParser
import ChatLoad

/// What the modes in which connections count, not messages, are told alike.
struct CrowdOptions: ParsableArguments {
  @Flag(help: "irc: each in a channel of its own.")
  var solo = false

  /// A run of so many connections and seconds. Throws where that is out of range, or `solo` is not for the
  /// run's language.
  func settings(
    _ mode: Mode, _ options: RunOptions, clients: Int, seconds: Double
  ) throws -> LoadSettings {
    try requireRange("--clients", clients, 1...RunOptions.maximumClients)
    try requireRange("--seconds", seconds, 0.001...1_000_000)
    guard !solo || options.language == .irc else { throw ValidationError("--solo is for --language irc.") }
    var settings = options.settings(mode, receivers: clients, seconds: seconds)
    settings.isSolo = solo
    return settings
  }
}
