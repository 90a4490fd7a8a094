import Glibc
import Reactor
import TLS

/// A file that a test looks at, or puts something into, behind the program's back.
package struct TestFile: Sendable {
  private let path: String

  /// The file `path`, which need not be there.
  package init(_ path: String) {
    self.path = path
  }

  /// What it has. Throws where it is not closed to others.
  package func text() throws -> String { String(decoding: try PrivateFile.read(path), as: UTF8.self) }

  /// Puts this in its place, closed to others.
  package func write(_ text: String) throws { try PrivateFile.replace(path, with: Array(text.utf8)) }

  /// Its permissions, or its folder's where it is one. Throws where it is not there.
  package func mode() throws -> UInt32 {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw SystemError(call: "stat", code: errno) }
    return status.st_mode & 0o7777
  }
}
