import ArgumentParser
import ChatLoad

/// `papo-bench paced`
struct Paced: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A few speak to many at a steady rate, whatever becomes of it.",
    discussion: """
      Those who speak take turns. A message's time counts from when it was due, so that a server that is \
      behind is not flattered. A unit is a delivery.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var messages: MessageOptions
  @OptionGroup var audience: AudienceOptions

  @Option(help: "Messages a second, of all senders together.")
  var rate = 50.0

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--rate", rate, 0.001...10_000_000)
    var settings = try audience.settings(.paced, options, messages)
    settings.load.rate = rate
    return settings
  }
}
