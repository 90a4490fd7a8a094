import ChatClient
import Reactor
import TLS
import TestSupport
import Wire

/// How the clients of a crash test come to their one server: each through a relay of its own.
final class CrashWays {
  /// Where the server is; nil while it is down.
  var server: SocketAddress?
  private let pin: PublicKeyPin

  init(_ pin: PublicKeyPin) { self.pin = pin }

  func way(_ name: String) throws -> (settings: LinkSettings, relay: TestRelay?) {
    let relay = try TestRelay(to: server)
    return (try LinkSettings.crowd([relay.address], [pin], name), relay)
  }
}

extension LinkSettings {
  /// Those of a client in a run: it comes back soon after each cut. Any of the servers may have any of the
  /// keys.
  static func crowd(_ servers: [SocketAddress], _ pins: [PublicKeyPin], _ name: String) throws -> Self {
    let nodes = servers.compactMap { server in
      Address(parsing: "\(server)").map { LinkNode(address: $0, pins: pins) }
    }
    guard nodes.count == servers.count else {
      throw TestFailure("no addresses: \(servers)", file: #fileID, line: #line)
    }
    var settings = LinkSettings(nodes: nodes, name: try Name(name), asksAgain: false)
    settings.backoff = Backoff(firstMilliseconds: 4, longestMilliseconds: 100)
    return settings
  }
}
