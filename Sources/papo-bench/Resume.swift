import ArgumentParser
import ChatLoad

/// `papo-bench resume`
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Everyone loses the connection, misses messages, and comes back at once.",
    discussion: """
      For the numbered dialect alone. All sessions enter, all connections are cut, somebody who stays says \
      --missed messages, and everyone takes the session up again. A unit is a session that has caught up: it \
      must get exactly what it missed, once and in order. The server keeps them for 30 s, then it tells \
      everybody that they have left.
      """)

  @OptionGroup var options: RunOptions

  @Option(help: "Sessions that come back.")
  var sessions = 1_000

  @Option(help: "Messages that each misses.")
  var missed = 100

  @Option(help: "Bytes of text a message, 48 to 4096.")
  var text = 100

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--sessions", sessions, 1...RunOptions.maximumClients)
    try requireRange("--missed", missed, 1...100_000)
    var settings = options.settings(.resume, receivers: sessions, seconds: 0)
    settings.load.language = .numbered
    try requireRange("--text", text, MessageMark.minimumTextBytes...Language.numbered.maximumTextBytes)
    settings.load.senders = 1
    settings.load.textBytes = text
    settings.missed = missed
    return settings
  }
}
