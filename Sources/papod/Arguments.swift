import ArgumentParser
import Logging
import Reactor
import Wire

extension SocketAddress: ExpressibleByArgument {
  /// ADDRESS:PORT or [ADDRESS]:PORT, numeric.
  package init?(argument: String) { self.init(parsing: argument) }
}

extension Language: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}
