import Journal

extension Member {
  enum Presence: Sendable, Equatable {
    /// In the room, and reachable.
    case here
    /// Without a connection, the name still its own, since the entry of that number.
    case away(since: SequenceNumber)
    /// Told to have left; the session may still be taken up, the name is free.
    case gone(since: SequenceNumber)
  }
}
