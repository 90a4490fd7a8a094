import ArgumentParser
import JournalNATS
import Reactor

/// `--journal`
enum JournalPlace: ExpressibleByArgument {
  /// It ends with the server.
  case memory
  case file(String)
  case stream(NATSAddress)
  /// Meant as the place of a stream, but not written like one. It may have a password in it, so it is not
  /// shown again.
  case misspelt

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    if argument.hasPrefix("nats:") || argument.hasPrefix("tls:") {
      self = NATSAddress(argument).map { .stream($0) } ?? .misspelt
    } else {
      self = argument == "memory" ? .memory : .file(argument)
    }
  }

  /// What is said of one that is misspelt.
  static var misspeltError: ValidationError {
    ValidationError("--journal takes nats://HOST:PORT,HOST:PORT/STREAM")
  }

  /// `journal.db` in the `StateFolder`, nil where there is none.
  static var standard: JournalPlace? {
    StateFolder.path(Environment.variable).map { .file($0 + "/journal.db") }
  }
}
