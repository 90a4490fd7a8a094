import ArgumentParser
import ChatLoad

/// `papo-bench fanout`
struct Fanout: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A few speak to many, as fast as the slowest receiver lets them.",
    discussion: """
      Each sender keeps --window messages under way: the next goes out when every receiver has one. A unit \
      is a delivery, one message at one receiver; senders receive each other's.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var messages: MessageOptions
  @OptionGroup var audience: AudienceOptions

  @Option(help: "Messages under way a sender.")
  var window = 1

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--window", window, 1...10_000)
    var settings = try audience.settings(.fanout, options, messages)
    settings.load.window = window
    return settings
  }
}
