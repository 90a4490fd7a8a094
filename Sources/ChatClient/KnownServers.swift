import Glibc
import Reactor
import TLS

/// The servers that were trusted on first contact: a file with a line a server, keyed
/// by host and port. It is read anew for every question, and written anew and renamed for every change, which
/// one papo at a time makes.
package struct KnownServers: Sendable {
  /// The file. Its folder is made, closed to others, when there is something to keep.
  package let path: String

  /// The known servers in the file `path`.
  package init(path: String) {
    self.path = path
  }

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
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try PrivateFile.read(path)
    } catch .missing {
      return []
    } catch {
      throw .file(path: path, error)
    }
    return try Self.parse(bytes, of: path)
  }

  /// The servers in the bytes of the file `path`. Throws `malformed` and `repeated`.
  static func parse(_ bytes: [UInt8], of path: String) throws(KnownServersError) -> [KnownServer] {
    var servers: [KnownServer] = []
    var seen: Set<Address> = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      guard let text = String(validating: line, as: UTF8.self), let server = KnownServer(parsing: text[...])
      else { throw .malformed(path: path, line: index + 1) }
      guard seen.insert(server.address).inserted else { throw .repeated(path: path, line: index + 1) }
      servers.append(server)
    }
    return servers
  }

  /// Waits until nobody else changes the file: two that read, change and rename it at once would lose what
  /// the first one wrote. The lock is on a file beside it, since `write` puts another file in its place, and
  /// whoever had waited for the lock of the old one would hold a lock that nobody meets.
  private func lock() throws(KnownServersError) -> FileLock {
    do throws(FileProblem) {
      if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
        try PrivateFile.makeDirectory(String(path[..<slash]))
      }
    } catch {
      throw .file(path: path, error)
    }
    let lockPath = path + ".lock"
    do throws(SystemError) {
      return try FileLock(lockPath)
    } catch {
      throw .file(path: lockPath, error.code == ELOOP ? .symbolicLink : .system(error.code))
    }
  }

  private func write(_ servers: [KnownServer]) throws(KnownServersError) {
    let text = servers.map { $0.line + "\n" }.joined()
    do throws(FileProblem) {
      try PrivateFile.replace(path, with: Array(text.utf8))
    } catch {
      throw .file(path: path, error)
    }
  }
}
