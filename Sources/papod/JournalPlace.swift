import ArgumentParser
import Reactor

/// `--journal`
enum JournalPlace: ExpressibleByArgument {
  /// It ends with the server.
  case memory
  case file(String)

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = argument == "memory" ? .memory : .file(argument)
  }

  /// `journal.db` in the `StateFolder`, nil where there is none.
  static var standard: JournalPlace? {
    StateFolder.path(Environment.variable).map { .file($0 + "/journal.db") }
  }
}
