import Glibc

/// A host name of which no address could be found.
package struct ResolutionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name that was asked for.
  package let host: String

  /// One of the EAI_ numbers of getaddrinfo(3), for instance `EAI_NONAME`.
  package let code: Int32

  /// What the system said, where `code` is `EAI_SYSTEM`.
  package let cause: SystemError?

  init(host: String, code: Int32, cause: SystemError? = nil) {
    self.host = host
    self.code = code
    self.cause = cause
  }

  /// Such as `host.example: Name or service not known`; the name is as it was given, and so not yet safe to
  /// show.
  package var description: String {
    if let cause { return "\(host): \(cause)" }
    return unsafe "\(host): \(String(cString: gai_strerror(code)))"
  }
}
