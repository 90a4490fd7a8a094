import TLS

/// Why the known people cannot be used. At the start that is the end: what cannot be read might have warned.
package enum KnownPeopleError: Error, Equatable, Sendable {
  /// This line, counted from 1, of the file is not one of ours.
  case malformed(path: String, line: Int)
  /// This line names a person once more.
  case repeated(path: String, line: Int)
  /// The file or its folder cannot be read or written.
  case file(path: String, FileProblem)
}
