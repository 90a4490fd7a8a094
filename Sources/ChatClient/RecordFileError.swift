import TLS

/// Why a file with a record a line cannot be used. Nothing of it counts then: what cannot be read might have
/// said no.
package enum RecordFileError: Error, Equatable, Sendable {
  /// This line, counted from 1, of the file is no record.
  case malformed(path: String, line: Int)
  /// This line has the key of one above.
  case repeated(path: String, line: Int)
  /// The file, its lock or its folder cannot be read or written.
  case file(path: String, FileProblem)

  init(_ error: SharedFileError) {
    self = .file(path: error.path, error.problem)
  }
}
