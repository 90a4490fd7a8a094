/// Who looks into the log: a session, and, where its name belongs to keys, the owner of whose devices it is
/// one.
package struct Viewer: Sendable, Hashable {
  /// Whose own lines are not shown to it when it catches up.
  package let session: SessionID
  /// `SessionID.owner(since:)`; nil for a guest.
  package let owner: SessionID?

  /// A viewer, a guest without an owner.
  package init(_ session: SessionID, owner: SessionID? = nil) {
    self.session = session
    self.owner = owner
  }

  /// Whether a private message is the viewer's, to it or from it, on this or another device.
  ///
  /// - Parameter sender: the session whose entry it is.
  package func sees(_ whisper: Whisper, from sender: SessionID) -> Bool {
    if sender == session || whisper.recipient == session { return true }
    guard let owner else { return false }
    return whisper.recipient == owner || whisper.owner == owner
  }
}
