import TLS

/// Why the known servers cannot be used. Nobody is trusted then: what cannot be read might have said no.
package enum KnownServersError: Error, Equatable, Sendable {
  /// Neither `XDG_STATE_HOME` nor `HOME` says where the file is.
  case noFolder
  /// This line, counted from 1, of the file is not one of ours.
  case malformed(path: String, line: Int)
  /// This line names a server once more.
  case repeated(path: String, line: Int)
  /// The file or its folder cannot be read or written.
  case file(path: String, FileProblem)
  /// While we asked, somebody else came to know the server, by another key.
  case alreadyKnown(KnownServer)
}
