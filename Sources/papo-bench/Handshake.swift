import ArgumentParser
import ChatLoad

/// `papo-bench handshake`
struct Handshake: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Connect, enter, leave, again and again.",
    discussion: """
      A unit is a whole cycle, until the server has ended the connection; each has a name of its own. With \
      --language plain the name is not answered by every server, so leaving follows it at once, and having \
      entered means having sent the name.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var crowd: CrowdOptions

  @Option(help: "Connections under way at once.")
  var clients = 32

  @Option(help: "How long new ones are begun, in seconds.")
  var seconds = 4.0

  @Option(help: "At most so many cycles.")
  var cycles: Int?

  func validate() throws {
    _ = try settings()
  }

  func run() throws {
    try Bench.run(settings(), options)
  }

  private func settings() throws -> LoadSettings {
    try requireRange("--cycles", cycles ?? 1, 1...1_000_000_000)
    var settings = try crowd.settings(.handshake, options, clients: clients, seconds: seconds)
    if let cycles { settings.cycles = cycles }
    return settings
  }
}
