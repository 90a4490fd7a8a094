import ArgumentParser
import Logging
import Reactor
import TLS
import Wire

extension SocketAddress: ExpressibleByArgument {
  /// ADDRESS:PORT or [ADDRESS]:PORT, numeric.
  package init?(argument: String) { self.init(parsing: argument) }
}

extension Name: ExpressibleByArgument {
  /// Nil for what is no name.
  package init?(argument: String) {
    guard let name = try? Name(argument) else { return nil }
    self = name
  }
}

extension PublicKeyPin: ExpressibleByArgument {
  /// As `PublicKeyPin(parsing:)`.
  package init?(argument: String) { self.init(parsing: argument) }
}

extension Language: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}
