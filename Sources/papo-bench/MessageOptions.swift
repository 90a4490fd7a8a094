import ArgumentParser
import ChatLoad

/// What the modes that send messages are told.
struct MessageOptions: ParsableArguments {
  @Option(help: "How long to send, in seconds.")
  var seconds = 4.0

  @Option(help: "At most so many messages a sender; with a long --seconds a run of fixed work.")
  var messages: Int?

  @Option(help: "Bytes of text a message, 48 to 4096; irc: to 400.")
  var text = 100

  func validate() throws {
    try requireRange("--seconds", seconds, 0.001...1_000_000)
    try requireRange("--messages", messages ?? 1, 1...1_000_000_000)
  }

  /// Puts them into a run. Throws where the run's language does not allow the text.
  func apply(to settings: inout LoadSettings) throws {
    let range = MessageMark.minimumTextBytes...settings.load.language.maximumTextBytes
    try requireRange("--text", text, range)
    settings.load.textBytes = text
    if let messages { settings.messages = messages }
  }
}
