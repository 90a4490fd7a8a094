import ArgumentParser
import ChatLoad

/// Who speaks to whom, in the modes in which a few speak to many.
struct AudienceOptions: ParsableArguments {
  @Option(help: "Connections that only listen.")
  var receivers = 200

  @Option(help: "Connections that speak.")
  var senders = 1

  func validate() throws {
    try requireRange("--receivers", receivers, 1...RunOptions.maximumClients)
    try requireRange("--senders", senders, 1...10_000)
  }

  /// A run with them. Throws where its language does not allow the messages.
  func settings(_ mode: Mode, _ options: RunOptions, _ messages: MessageOptions) throws -> LoadSettings {
    var settings = options.settings(mode, receivers: receivers, seconds: messages.seconds)
    settings.load.senders = senders
    try messages.apply(to: &settings)
    return settings
  }
}
