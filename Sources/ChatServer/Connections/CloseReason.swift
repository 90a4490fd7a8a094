import Journal
import TLS
import Wire

/// Why a connection ended; logged once, in one place.
enum CloseReason: Sendable {
  /// It was said goodbye to: it left, the server stops, or its session was taken up elsewhere.
  case finished
  /// The peer ended its side with close_notify.
  case closedByPeer
  /// The connection broke, or the peer went without a word.
  case cut
  // Indirect, since each connection has room for a reason.
  indirect case handshakeFailed(TLSError)
  case handshakeTimeout
  case nameTimeout
  case namesRefused
  case offence(Offence)
  indirect case tlsError(TLSError)
  /// It fell behind by more than the ring holds, or took nothing for `Limits.writeTime`.
  case slow
  /// Nothing came from it for `Limits.silenceTime`.
  case silent
  case surplus(Surplus)
  /// What it had missed cannot be read.
  case unreadable
  /// The time for stopping was over before everything was flushed.
  case stopped

  /// What the room is told, where the connection had entered.
  var cause: LeaveCause {
    switch self {
    case .closedByPeer: .quit
    case .offence, .tlsError: .error
    case .slow: .slow
    case .stopped: .shutdown
    default: .lost
    }
  }

  /// For the log: never a byte that a peer sent.
  var words: String {
    switch self {
    case .finished: "finished"
    case .closedByPeer: "closed by peer"
    case .cut: "cut"
    case .handshakeFailed(let error): "handshake failed: \(error)"
    case .handshakeTimeout: "handshake took too long"
    case .nameTimeout: "no name in time"
    case .namesRefused: "too many names refused"
    case .offence(let offence): "offence: \(offence)"
    case .tlsError(let error): "TLS error: \(error)"
    case .slow: "slow reader"
    case .silent: "silent for too long"
    case .surplus(let surplus): "no place: \(surplus)"
    case .unreadable: "the journal cannot be read"
    case .stopped: "server stopped"
    }
  }
}
