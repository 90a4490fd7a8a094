import ArgumentParser
import ChatLoad

/// `papo-bench paced`
struct Paced: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A few speak to many at a steady rate, whatever becomes of it.",
    discussion: """
      A message's time counts from when it was due, so that a server that is behind is not flattered. A unit \
      is a delivery.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var messages: MessageOptions

  @Option(help: "Connections that only listen.")
  var receivers = 200

  @Option(help: "Connections that speak, in turns.")
  var senders = 1

  @Option(help: "Messages a second, of all senders together.")
  var rate = 50.0

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--receivers", receivers, 1...RunOptions.maximumClients)
    try requireRange("--senders", senders, 1...10_000)
    try requireRange("--rate", rate, 0.001...10_000_000)
    var settings = options.settings(.paced, receivers: receivers, seconds: messages.seconds)
    settings.load.senders = senders
    settings.load.rate = rate
    try messages.apply(to: &settings)
    return settings
  }
}
