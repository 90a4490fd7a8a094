import Journal

extension LogPiece {
  /// Where a line of a piece stands, and whose it is.
  struct Line: Sendable {
    let sequence: UInt64
    /// In the piece's `shared`, or in its `whispers` where there is a recipient.
    let start: UInt32
    let end: UInt32
    let sender: SessionID
    /// Who alone may see it; nil for everybody.
    let recipient: SessionID?

    /// What others said and did, and the session's private messages; nothing of its own.
    func isShown(to session: SessionID) -> Bool {
      guard sender != session else { return false }
      guard let recipient else { return true }
      return recipient == session
    }
  }
}
