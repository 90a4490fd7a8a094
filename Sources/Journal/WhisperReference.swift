/// A private message, without what it says.
package struct WhisperReference: Sendable, Equatable {
  /// Its place in the log.
  package let sequence: SequenceNumber
  /// Whose it is: a session's, or an owner's (`Whisper.recipient`).
  package let recipient: SessionID

  /// The message there.
  package init(sequence: SequenceNumber, recipient: SessionID) {
    self.sequence = sequence
    self.recipient = recipient
  }
}
