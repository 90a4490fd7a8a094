/// Somebody was thrown out by one of those who run the room.
package struct Kick: Sendable, Equatable {
  /// The name that the person bore.
  package let name: [UInt8]
  /// The session that is over by it; where the name belongs to keys, its owner (`SessionID.owner(since:)`),
  /// all of whose devices that are there are over by it.
  package let session: SessionID
  /// The name of who did it.
  package let by: [UInt8]
  /// For how many minutes, counted from the entry's time, `subject` may not enter; 0: not at all.
  package let minutes: UInt32
  /// What is kept out, as in `Event.banned`, with a blank between several; empty where nothing is.
  package let subject: [UInt8]

  /// A kick.
  package init(name: [UInt8], session: SessionID, by: [UInt8], minutes: UInt32, subject: [UInt8]) {
    self.name = name
    self.session = session
    self.by = by
    self.minutes = minutes
    self.subject = subject
  }
}
