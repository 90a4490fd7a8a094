/// A line of the log: a draft that the journal has committed.
package struct Entry: Sendable, Equatable {
  /// Its place in the one order.
  package let sequence: SequenceNumber
  /// Milliseconds since 1970, given by the journal; never falling from one entry to the next.
  package let milliseconds: Int64
  /// Which node wrote it (`Journal.writer`); 0 in a journal to which one process writes alone.
  package let writer: UInt64
  /// Whose draft it was.
  package let session: SessionID
  /// As in the draft: N of the numbered dialect, or 0.
  package let number: UInt64
  /// What happened.
  package let event: Event

  /// An entry, as a journal makes it.
  package init(
    sequence: SequenceNumber, milliseconds: Int64, writer: UInt64 = 0, session: SessionID, number: UInt64,
    event: Event
  ) {
    self.sequence = sequence
    self.milliseconds = milliseconds
    self.writer = writer
    self.session = session
    self.number = number
    self.event = event
  }
}
