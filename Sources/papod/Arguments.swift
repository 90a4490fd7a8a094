import ArgumentParser
import Logging
import Reactor
import TLS
import Wire

extension SocketAddress: ExpressibleByArgument {
  /// ADDRESS:PORT or [ADDRESS]:PORT, numeric.
  package init?(argument: String) { self.init(parsing: argument) }
}

extension PublicKeyPin: ExpressibleByArgument {
  /// sha256//BASE64=
  package init?(argument: String) { self.init(parsing: argument) }
}

extension Language: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}
