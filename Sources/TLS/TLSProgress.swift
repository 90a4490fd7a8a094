/// How far a call on a `TLSConnection` came. Waiting and ending are no errors.
package enum TLSProgress: Equatable, Sendable {
  /// The call did its work; the number of bytes read or taken, 0 for a handshake and a close.
  case done(Int)

  /// Nothing more until the socket is readable. The socket itself has said so, just now: no byte that came
  /// before is left unseen inside the session, so waiting for it, even edge-triggered, is safe.
  case wantRead

  /// Nothing more until the socket is writable. A read may want to write, too (it owes the peer a KeyUpdate).
  case wantWrite

  /// The peer sends no more. `clean`: it said so with close_notify (RFC 8446, 6.1). Otherwise the connection
  /// was cut, and what came so far may not be all: end of file, ECONNRESET, EPIPE, ETIMEDOUT and their like.
  case endOfStream(clean: Bool)
}
