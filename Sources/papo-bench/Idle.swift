import ArgumentParser
import ChatLoad

/// `papo-bench idle`
struct Idle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Many enter and say nothing: what a connection costs.",
    discussion: """
      The processor time of entering is read one second after the last has entered, so that telling \
      everybody of everybody counts. Then one message is to reach all, and memory is read after --seconds.
      """)

  @OptionGroup var options: RunOptions

  @Option(help: "Connections.")
  var clients = 1_000

  @Option(help: "How long to sit, in seconds.")
  var seconds = 5.0

  @Flag(help: "irc: each in a channel of its own.")
  var solo = false

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--clients", clients, 1...RunOptions.maximumClients)
    try requireRange("--seconds", seconds, 0.001...1_000_000)
    guard !solo || options.language == .irc else { throw ValidationError("--solo is for --language irc.") }
    var settings = options.settings(.idle, receivers: clients, seconds: seconds)
    settings.isSolo = solo
    return settings
  }
}
