import ArgumentParser
import JournalNATS
import Reactor

/// How the servers of a journal on NATS are met.
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

  func validate() throws {
    guard (natsCert == nil) == (natsKey == nil) else {
      throw ValidationError("--nats-cert and --nats-key belong together")
    }
  }

  /// Whether nothing is said.
  var isEmpty: Bool { natsCa == nil && natsCert == nil && natsKey == nil }

  /// What is said where they stand with a journal elsewhere.
  static var misplacedError: ValidationError {
    ValidationError("the options --nats-... belong to --journal nats://")
  }

  /// What is read of these.
  var files: [String] { [natsCa, natsCert, natsKey].compactMap(\.self) }

  /// All of it.
  func settings(for address: NATSAddress, mirror: String) -> NATSSettings {
    var settings = NATSSettings(address: address, mirror: mirror)
    settings.authorities = natsCa
    settings.certificate = natsCert
    settings.key = natsKey
    return settings
  }
}
