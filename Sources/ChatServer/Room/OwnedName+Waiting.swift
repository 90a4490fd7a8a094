import Journal

extension OwnedName {
  /// A private message that waits for the owner.
  struct Waiting: Sendable, Equatable {
    let sequence: SequenceNumber
    let sender: SessionID
    /// Of its text.
    let bytes: UInt32
  }
}
