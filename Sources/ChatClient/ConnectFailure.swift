import TLS

/// Why no connection came about with one server, or with one of its addresses, or none that led into the
/// room.
enum ConnectFailure: Error, Equatable {
  /// The server's name is not known.
  case hostNotFound(String)
  /// Nobody answered, or whoever did hung up.
  case unreachable(String)
  /// Whoever answered does not speak our protocol.
  case wrongProtocol(String)
  /// The server showed this key, which is not trusted.
  case keyShown(PublicKeyPin)
  /// The connection ended before we were in the room.
  case notLetIn(CutReason)

  /// What a failed handshake means.
  init(_ error: TLSError) {
    switch error.kind {
    case .certificateRejected(let presented): self = .keyShown(presented)
    case .noApplicationProtocol, .protocolVersion, .notTLS, .alert: self = .wrongProtocol("\(error)")
    // A system call that failed, else something that no TLS server of ours would send.
    default: self = error.errno == 0 ? .wrongProtocol("\(error)") : .unreachable("\(error)")
    }
  }

  /// What is told when the last address has failed.
  var reason: String {
    switch self {
    case .hostNotFound(let reason), .unreachable(let reason), .wrongProtocol(let reason),
      .notLetIn(.refused(let reason)), .notLetIn(.failed(let reason)):
      reason
    case .keyShown(let pin): "\(pin)"
    case .notLetIn: "closed before we were in the room"
    }
  }

  /// The end that it is, before we were ever in the room.
  var end: ClientEnd {
    switch self {
    case .hostNotFound(let reason): .hostNotFound(reason)
    case .unreachable(let reason): .unreachable(reason)
    case .wrongProtocol(let reason): .wrongProtocol(reason)
    case .keyShown: .untrusted
    case .notLetIn(let reason): .notLetIn(reason)
    }
  }
}
