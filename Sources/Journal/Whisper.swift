/// A private message, and the session that bore the addressee's name when the sender wrote it.
package struct Whisper: Sendable, Equatable {
  package let from: [UInt8]
  package let to: [UInt8]
  package let recipient: SessionID
  package let text: [UInt8]

  package init(from: [UInt8], to: [UInt8], recipient: SessionID, text: [UInt8]) {
    self.from = from
    self.to = to
    self.recipient = recipient
    self.text = text
  }
}
