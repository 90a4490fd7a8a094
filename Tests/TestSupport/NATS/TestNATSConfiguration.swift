import Reactor
import TLS

import class Foundation.FileManager

/// The configuration in `packaging/nats`, with what is the test's own in place of what an operator writes.
struct TestNATSConfiguration {
  private let file: String
  private var text: String
  private var missing: String?

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    file = "/\(root)/packaging/nats/papo.conf"
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw TestFailure("no \(file)", file: #fileID, line: #line)
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// All of it. Throws where something that was to be replaced was not there.
  func checked() throws -> String {
    if let missing { throw TestFailure("no \(missing) in \(file)", file: #fileID, line: #line) }
    return text
  }

  /// What it is called, and where its files are.
  mutating func place(_ name: String, certificates: String, store: String) {
    replace("HERE: n1", with: "HERE: \(name)")
    replace("\"0.0.0.0:4222\"", with: "\"127.0.0.1:-1\"")
    replace("/etc/papo-nats/ca.pem", with: "\(certificates)/ca.pem")
    replace(
      "/etc/papo-nats/server.pem", with: "\(certificates)/server/\(CertificateFiles.certificateName)")
    replace("/etc/papo-nats/server.key", with: "\(certificates)/server/\(CertificateFiles.keyName)")
    replace("/var/lib/papo-nats", with: store)
  }

  /// Where it listens for other servers (port -1: anywhere), and where it tells them that it does.
  mutating func listen(on address: String, advertise told: String) {
    replace("\"0.0.0.0:6222\"", with: "\"\(address)\"")
    replace("advertise: $HERE", with: "advertise: \"\(told)\"")
  }

  /// Where the other servers are.
  mutating func route(to addresses: [SocketAddress]) {
    let routes = addresses.map { "\"nats-route://\($0)\"" }.joined(separator: ", ")
    replace(
      "\"nats-route://n1:6222\", \"nats-route://n2:6222\", \"nats-route://n3:6222\"", with: routes)
  }

  /// Lets there be no other servers.
  mutating func standAlone() {
    guard let start = text.firstRange(of: "cluster {"), let end = text.firstRange(of: "jetstream {") else {
      return missing = "cluster"
    }
    text.removeSubrange(start.lowerBound..<end.lowerBound)
  }

  private mutating func replace(_ old: String, with new: String) {
    if !text.contains(old) { missing = old }
    text = text.replacing(old, with: new)
  }
}
