import TLS

/// Why a person's own key cannot be used. Nothing was changed then.
package enum IdentityError: Error, Equatable, Sendable {
  /// Neither `XDG_DATA_HOME` nor `HOME` says where it is.
  case noFolder
  /// It is there and is no key for its owner alone, or none could be made.
  case unusable(TLSError)
  /// A new one, or the lock for it, cannot be written.
  case file(path: String, FileProblem)
}
