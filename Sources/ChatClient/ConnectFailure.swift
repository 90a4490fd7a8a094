import TLS

/// Why no connection came about with one address.
enum ConnectFailure: Error, Equatable {
  /// Nobody answered, or whoever did hung up.
  case unreachable(String)
  /// Whoever answered does not speak our protocol.
  case wrongProtocol(String)
  /// The server showed this key, which is not trusted.
  case keyShown(PublicKeyPin)

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
    case .unreachable(let reason), .wrongProtocol(let reason): reason
    case .keyShown(let pin): "\(pin)"
    }
  }

  /// The end that it is, before we were ever in the room.
  var end: ClientEnd {
    switch self {
    case .unreachable(let reason): .unreachable(reason)
    case .wrongProtocol(let reason): .wrongProtocol(reason)
    case .keyShown: .untrusted
    }
  }
}
