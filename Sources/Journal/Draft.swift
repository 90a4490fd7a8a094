/// What someone wants to have happened. It becomes an `Entry` when a journal has committed it, and not
/// before.
package struct Draft: Sendable, Equatable {
  /// Chosen by the submitter, unique in its life; a failure is told by it.
  package let id: UInt64
  /// Who wants it.
  package let session: SessionID
  /// The client's own number for its line (N of the numbered dialect), which makes a repetition known by
  /// (session, N); 0 where there is none.
  package let number: UInt64
  /// What is to have happened.
  package let event: Event

  /// A draft; it is nothing until a journal has taken it.
  package init(id: UInt64, session: SessionID, number: UInt64, event: Event) {
    self.id = id
    self.session = session
    self.number = number
    self.event = event
  }
}
