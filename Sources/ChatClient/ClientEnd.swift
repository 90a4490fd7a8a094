import TLS

/// Why the client is done, and the exit code that says so (sysexits.h).
package enum ClientEnd: Error, Equatable, Sendable {
  /// The person left, or the input came to its end.
  case left
  /// The server's name is not known; what the system said.
  case hostNotFound(String)
  /// No address of the server answered; the last reason.
  case unreachable(String)
  /// The connection ended before we were in the room; by nonsense, the server does not speak our protocol.
  case notLetIn(CutReason)
  /// Something in this program or system failed.
  case failed(String)
  /// Who answered does not speak our protocol; what came instead.
  case wrongProtocol(String)
  /// No name was accepted, and there is nobody to ask for another.
  case nameRefused
  /// The server does not let this person in, whatever the name; the code is a `Refusal`'s.
  case excluded(code: String, words: String)
  /// The server's key is not the one that is known, or nobody vouched for it, or what is kept about keys, our
  /// own among it, cannot be used; why has been said before.
  case untrusted

  /// 0, 68 (EX_NOHOST), 69 (EX_UNAVAILABLE), 70 (EX_SOFTWARE), 76 (EX_PROTOCOL), 77 (EX_NOPERM), 78
  /// (EX_CONFIG).
  package var exitCode: Int32 {
    switch self {
    case .left: 0
    case .hostNotFound: 68
    case .notLetIn(.nonsense), .wrongProtocol: 76
    case .unreachable, .notLetIn: 69
    case .failed: 70
    case .nameRefused, .excluded: 77
    case .untrusted: 78
    }
  }
}
