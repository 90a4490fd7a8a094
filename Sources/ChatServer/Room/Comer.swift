import Journal
import Wire

/// An owner who enters once the private messages that wait have been read. Owned by the journal thread.
final class Comer {
  let attachment: Attachment
  let owner: SessionID
  let name: Name
  /// The number of the line that gave the name.
  let number: UInt64
  var waiting = WaitingLines()

  init(_ attachment: Attachment, _ owner: SessionID, _ name: Name, number: UInt64) {
    self.attachment = attachment
    self.owner = owner
    self.name = name
    self.number = number
  }
}
