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
  @OptionGroup var crowd: CrowdOptions

  @Option(help: "Connections.")
  var clients = 1_000

  @Option(help: "How long to sit, in seconds.")
  var seconds = 5.0

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try crowd.settings(.idle, options, clients: clients, seconds: seconds)
  }
}
