import ArgumentParser
import ChatLoad

/// `papo-bench private`
struct Private: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pairs write to each other, each answering the other.",
    discussion: "A unit is a round trip: a private message, and its answer.")

  @OptionGroup var options: RunOptions
  @OptionGroup var messages: MessageOptions

  @Option(help: "Pairs of connections.")
  var pairs = 50

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--pairs", pairs, 1...RunOptions.maximumClients / 2)
    var settings = options.settings(.private, receivers: 2 * pairs, seconds: messages.seconds)
    try messages.apply(to: &settings)
    return settings
  }
}
