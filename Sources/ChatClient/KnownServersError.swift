/// Why the known servers cannot be used. Nobody is trusted then.
package enum KnownServersError: Error, Equatable, Sendable {
  /// Neither `XDG_STATE_HOME` nor `HOME` says where the file is.
  case noFolder
  /// The file cannot be used.
  case unusable(RecordFileError)
  /// While we asked, somebody else came to know the server, by another key.
  case alreadyKnown(KnownServer)
}
