/// Why a connection ended that we wanted to keep.
package enum CutReason: Sendable, Equatable {
  /// The server said that it closes.
  case closed
  /// It ended without a word: not the server's doing, or not meant to be.
  case cut
  /// Nothing came for 75 s.
  case silent
  /// What came was no line of the protocol.
  case nonsense
  /// The server could not let us in now; its words.
  case refused(String)
  /// TLS or the system failed; how.
  case failed(String)
}
