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

  @Option(help: "Connections that only listen.")
  var receivers = 200

  @Option(help: "Connections that speak.")
  var senders = 1

  @Option(help: "Messages under way a sender.")
  var window = 1

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--receivers", receivers, 1...RunOptions.maximumClients)
    try requireRange("--senders", senders, 1...10_000)
    try requireRange("--window", window, 1...10_000)
    var settings = options.settings(.fanout, receivers: receivers, seconds: messages.seconds)
    settings.load.senders = senders
    settings.load.window = window
    try messages.apply(to: &settings)
    return settings
  }
}
