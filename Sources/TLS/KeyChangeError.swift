/// Why a server's key was not changed, or no next one made.
package enum KeyChangeError: Error, Equatable, Sendable {
  /// There is no key yet that another could follow.
  case noKey
  /// There is a next key already.
  case alreadyMade
  /// No next key has been made.
  case notMade
  /// The next key has so many days to wait, begun ones counted.
  case tooEarly(days: Int64)
  /// A file cannot be read or written, or does not belong to the other.
  case files(TLSError)
}
