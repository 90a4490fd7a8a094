import Reactor
import TLS

/// The servers that were trusted on first contact: a `SharedFile` with a line a server, keyed by host and
/// port.
package struct KnownServers: Sendable {
  private let file: SharedFile

  /// The known servers in the file `path`. Its folder is made, closed to others, when there is something to
  /// keep.
  package init(path: String) {
    file = SharedFile(path: path)
  }

  /// The file.
  package var path: String { file.path }

  /// `known_servers` in the `StateFolder`. `lookup` gives the value of a variable. Throws `noFolder` where
  /// there is none.
  package static func standard(_ lookup: (String) -> String?) throws(KnownServersError) -> KnownServers {
    guard let folder = StateFolder.path(lookup) else { throw .noFolder }
    return KnownServers(path: folder + "/known_servers")
  }

  /// What is known of the server; nil where it was never met.
  package func server(at address: Address) throws(KnownServersError) -> KnownServer? {
    try all().first { $0.address == address }
  }

  /// Adds a server. One that is known by the same key stays as it is; by another, it throws `alreadyKnown`.
  package func add(_ server: KnownServer) throws(KnownServersError) {
    let lock = try lock()
    let servers = try all()
    if let known = servers.first(where: { $0.address == server.address }) {
      if known.pin == server.pin { return }
      throw .alreadyKnown(known)
    }
    try write(servers + [server])
    lock.release()
  }

  /// Keeps the key that a server has announced to show next, or forgets the one that was kept. Does nothing
  /// where the server is not known by `pin`, of which the announcement came.
  package func setNext(
    _ next: PublicKeyPin?, of address: Address, knownBy pin: PublicKeyPin
  ) throws(KnownServersError) {
    try change(address) { server in
      if server.pin == pin { server.nextPin = next }
    }
  }

  /// A server shows the key that it had announced: it is known by that one, and the old one is forgotten.
  /// Does nothing where no such announcement is kept.
  package func advance(_ address: Address, to pin: PublicKeyPin) throws(KnownServersError) {
    try change(address) { server in
      guard server.nextPin == pin else { return }
      server.pin = pin
      server.nextPin = nil
    }
  }

  /// Forgets a server and says what was known of it; nil where it was never met.
  package func forget(_ address: Address) throws(KnownServersError) -> KnownServer? {
    // Nothing is made where there is nothing to forget.
    guard try server(at: address) != nil else { return nil }
    let lock = try lock()
    let servers = try all()
    guard let known = servers.first(where: { $0.address == address }) else { return nil }
    try write(servers.filter { $0.address != address })
    lock.release()
    return known
  }

  /// All of them, in the order in which they were met; none where there is no file yet.
  package func all() throws(KnownServersError) -> [KnownServer] {
    let lines: [Substring]
    do throws(SharedFileError) {
      lines = try file.lines()
    } catch {
      throw .file(path: error.path, error.problem)
    }
    return try Self.parse(lines, of: path)
  }

  /// The servers in the lines of the file `path`. Throws `malformed` and `repeated`.
  static func parse(_ lines: [Substring], of path: String) throws(KnownServersError) -> [KnownServer] {
    var servers: [KnownServer] = []
    var seen: Set<Address> = []
    for (index, line) in lines.enumerated() {
      guard let server = KnownServer(parsing: line) else { throw .malformed(path: path, line: index + 1) }
      guard seen.insert(server.address).inserted else { throw .repeated(path: path, line: index + 1) }
      servers.append(server)
    }
    return servers
  }

  /// Changes what is known of a server, if it is known, and writes where that makes a difference.
  private func change(
    _ address: Address, _ body: (inout KnownServer) -> Void
  ) throws(KnownServersError) {
    let lock = try lock()
    var servers = try all()
    guard let index = servers.firstIndex(where: { $0.address == address }) else { return }
    let known = servers[index]
    body(&servers[index])
    if servers[index] != known { try write(servers) }
    lock.release()
  }

  private func lock() throws(KnownServersError) -> FileLock {
    do throws(SharedFileError) {
      return try file.lock()
    } catch {
      throw .file(path: error.path, error.problem)
    }
  }

  private func write(_ servers: [KnownServer]) throws(KnownServersError) {
    do throws(SharedFileError) {
      try file.write(lines: servers.map(\.line))
    } catch {
      throw .file(path: error.path, error.problem)
    }
  }
}
