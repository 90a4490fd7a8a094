import ArgumentParser
import JournalNATS
import Reactor

/// What `papod serve` is told of a journal on NATS.
struct NATSOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "With --journal nats://: the authorities that its servers are trusted by, in PEM; TLS is used then.",
      valueName: "FILE"))
  var natsCa: String?

  @Option(
    help: ArgumentHelp("With --journal nats://: our certificate for its servers, in PEM.", valueName: "FILE"))
  var natsCert: String?

  @Option(help: ArgumentHelp("The private key of --nats-cert, in PEM.", valueName: "FILE"))
  var natsKey: String?

  @Option(
    help: ArgumentHelp(
      """
      With --journal nats://: the file of the copy that is read here, each papod's own; it is made anew \
      where it is missing. (default: $XDG_STATE_HOME/papo/STREAM.mirror.db)
      """, valueName: "FILE"))
  var natsMirror: String?

  func validate() throws {
    guard (natsCert == nil) == (natsKey == nil) else {
      throw ValidationError("--nats-cert and --nats-key belong together")
    }
  }

  /// Whether nothing is said.
  var isEmpty: Bool { natsCa == nil && natsCert == nil && natsKey == nil && natsMirror == nil }

  /// What is read of these.
  var files: [String] { [natsCa, natsCert, natsKey].compactMap(\.self) }

  /// Where the copy of a stream lies.
  func mirror(of address: NATSAddress) throws -> String {
    if let natsMirror { return natsMirror }
    guard let folder = StateFolder.path(Environment.variable) else { throw NoPlaceForJournal() }
    return "\(folder)/\(address.stream).mirror.db"
  }

  /// All of it.
  func settings(for address: NATSAddress) throws -> NATSSettings {
    var settings = NATSSettings(address: address, mirror: try mirror(of: address))
    settings.authorities = natsCa
    settings.certificate = natsCert
    settings.key = natsKey
    return settings
  }
}
