/// A private message, and the session that bore the addressee's name when the sender wrote it.
package struct Whisper: Sendable, Equatable {
  /// The name that the sender bears.
  package let from: [UInt8]
  /// The name under which the addressee was written to.
  package let to: [UInt8]
  /// The session that gets it, and no other, whoever takes the name.
  package let recipient: SessionID
  /// The text, as checked.
  package let text: [UInt8]

  /// A private message.
  package init(from: [UInt8], to: [UInt8], recipient: SessionID, text: [UInt8]) {
    self.from = from
    self.to = to
    self.recipient = recipient
    self.text = text
  }
}
