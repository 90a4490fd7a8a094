import ChatServer
import Glibc
import Invitation
import TLS

/// The lines that programs read: where the server listens, its pin, and how to join.
enum StartLines {
  static func text(for server: Server, _ keys: ServedKeys) -> String {
    let addresses = server.addresses.map { "listening on \($0)\n" }.joined()
    // The last one is what whoever waits for all of them waits for.
    return addresses + """
      pin \(keys.pin)
      aloud \(SpokenPin(keys.pin))
      link \(ServerLink(address: server.announced, pins: keys.pins))
      join with: papo \(short(server.announced)) --pin \(keys.pin)
      """
  }

  static func print(_ text: String) {
    Swift.print(text)
    // Whoever reads them through a pipe waits for them.
    fflush(nil)
  }

  /// An address with its port where that is not the protocol's own.
  private static func short(_ place: String) -> String {
    let port = ":\(Serve.defaultPort)"
    guard place.hasSuffix(port) else { return place }
    let host = place.dropLast(port.count)
    return String(host.hasPrefix("[") ? host.dropFirst().dropLast() : host)
  }
}
