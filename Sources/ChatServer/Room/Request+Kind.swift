import Journal
import TLS
import Wire

extension Request {
  /// What is asked.
  package enum Kind: Sendable {
    /// A connection gives its name.
    case enter(Name, Dialect, Caller)
    /// A numbered connection takes a session up.
    case resume(token: [UInt8], Caller)
    /// A line of a connection that has entered.
    case line(ClientLine)
    /// A line that was a mistake; it is answered in its turn.
    case mistake(Refusal)
    /// Nothing more comes from the connection. Its I/O thread keeps it open only if `isWaiting`, to be sent
    /// what was still under way.
    case ended(LeaveCause, isWaiting: Bool)
    /// The history reader's answer to `#historico`, rendered; nil where the journal cannot be read.
    case historyRead([UInt8]?)
    /// The history reader's answer about what waits for an owner; nil where the journal cannot be read.
    case waitingRead(WaitingLines?)
    /// The server's key is this one, and that one is to follow; nil for none.
    case keys(PublicKeyPin, next: PublicKeyPin?)
    /// These run the room, and may enter it, from now on.
    case admission(Admission)
    /// Tell everybody that the server stops, and finish.
    case stop
  }
}
