import Journal

extension Member {
  /// A private message that was committed while the session could not be reached.
  struct Missed: Sendable, Equatable {
    let sequence: SequenceNumber
    let sender: SessionID
  }
}
