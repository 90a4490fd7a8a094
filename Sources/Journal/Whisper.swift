/// A private message, and whom it was to when the sender wrote it.
package struct Whisper: Sendable, Equatable {
  /// The name that the sender bears.
  package let from: [UInt8]
  /// The name under which the addressee was written to.
  package let to: [UInt8]
  /// Who gets it, and nobody else, whoever takes the name: the session that bore it, or, where the name
  /// belongs to keys, its owner (`SessionID.owner(since:)`).
  package let recipient: SessionID
  /// The text, as checked.
  package let text: [UInt8]
  /// The owner of the name that the sender bears, whose other devices get it too; nil where that is a guest.
  package let owner: SessionID?

  /// A private message.
  package init(
    from: [UInt8], to: [UInt8], recipient: SessionID, text: [UInt8], owner: SessionID? = nil
  ) {
    self.from = from
    self.to = to
    self.recipient = recipient
    self.text = text
    self.owner = owner
  }
}
