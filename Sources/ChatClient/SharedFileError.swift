import TLS

/// Why a `SharedFile`, its lock or its folder cannot be used.
struct SharedFileError: Error, Equatable {
  let path: String
  let problem: FileProblem
}
