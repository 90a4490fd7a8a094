import Journal

extension LogPiece {
  /// Where a line of a piece stands, and whose it is.
  struct Line: Sendable {
    let sequence: UInt64
    /// In the piece's `shared`, or in its `whispers` where there is a recipient.
    let start: UInt32
    let end: UInt32
    let sender: SessionID
    /// To whom alone it is; nil for everybody.
    let recipient: SessionID?
    /// Of a line that is not for everybody, since which entry the sender's name is its owner's; 0 for a
    /// guest.
    var ownerSince: UInt64 = 0

    /// What others said and did, and the private messages to the viewer and from its other devices; nothing
    /// of the session's own.
    func isShown(to viewer: Viewer) -> Bool {
      guard sender != viewer.session else { return false }
      guard let recipient else { return true }
      if recipient == viewer.session { return true }
      guard let owner = viewer.owner else { return false }
      return recipient == owner || ownerSince == owner.low
    }
  }
}
