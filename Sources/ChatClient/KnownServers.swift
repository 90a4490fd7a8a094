import Reactor
import TLS

/// The servers that were trusted on first contact: a `RecordFile`, in the order in which they were met.
package struct KnownServers: Sendable {
  private let file: RecordFile<KnownServer>

  /// The known servers in the file `path`. Its folder is made, closed to others, when there is something to
  /// keep.
  package init(path: String) {
    file = RecordFile(path: path)
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
    let known = try change { servers in
      let known = servers.first { $0.address == server.address }
      if known == nil { servers.append(server) }
      return known
    }
    if let known, known.pin != server.pin { throw .alreadyKnown(known) }
  }

  /// Keeps the key that a server has announced to show next, or forgets the one that was kept. Does nothing
  /// where the server is not known by `pin`, of which the announcement came.
  package func setNext(
    _ next: PublicKeyPin?, of address: Address, knownBy pin: PublicKeyPin
  ) throws(KnownServersError) {
    try change { servers in
      guard let index = servers.firstIndex(where: { $0.address == address && $0.pin == pin }) else { return }
      servers[index].nextPin = next
    }
  }

  /// A server shows the key that it had announced: it is known by that one, and the old one is forgotten.
  /// Does nothing where no such announcement is kept.
  package func advance(_ address: Address, to pin: PublicKeyPin) throws(KnownServersError) {
    try change { servers in
      guard let index = servers.firstIndex(where: { $0.address == address && $0.nextPin == pin }) else {
        return
      }
      servers[index].pin = pin
      servers[index].nextPin = nil
    }
  }

  /// Forgets a server and says what was known of it; nil where it was never met.
  package func forget(_ address: Address) throws(KnownServersError) -> KnownServer? {
    // Nothing is made where there is nothing to forget.
    guard try server(at: address) != nil else { return nil }
    return try change { servers in
      servers.firstIndex { $0.address == address }.map { servers.remove(at: $0) }
    }
  }

  /// All of them; none where there is no file yet.
  package func all() throws(KnownServersError) -> [KnownServer] {
    do throws(RecordFileError) {
      return try file.all()
    } catch {
      throw .unusable(error)
    }
  }

  private func change<Answer>(_ body: (inout [KnownServer]) -> Answer) throws(KnownServersError) -> Answer {
    do throws(RecordFileError) {
      return try file.change(body)
    } catch {
      throw .unusable(error)
    }
  }
}
