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
  /// All connections held too much together, and this one most.
  case hoarding
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
    case .slow, .hoarding: .slow
    case .stopped: .shutdown
    default: .lost
    }
  }

  /// What the address of such a connection, which had come as far as `place`, is to be penalised for.
  func misdeed(place: Place) -> Misdeed? {
    switch self {
    case .handshakeFailed(let error):
      switch error.kind {
      case .alert: .left
      default: error.errno == 0 ? .failedHandshake : nil
      }
    case .handshakeTimeout, .nameTimeout: .silence
    case .namesRefused: .names
    case .offence: .offence
    case .tlsError(let error):
      switch error.kind {
      case .alert: nil
      default: error.errno == 0 ? .offence : nil
      }
    case .cut, .closedByPeer: place == .handshaking || place == .unnamed ? .left : nil
    case .finished, .slow, .hoarding, .silent, .surplus, .unreadable, .stopped: nil
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
    case .hoarding: "too many bytes wait, most of them of this connection"
    case .silent: "silent for too long"
    case .surplus(let surplus): "no place: \(surplus)"
    case .unreadable: "the journal cannot be read"
    case .stopped: "server stopped"
    }
  }
}
