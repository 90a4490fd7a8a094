extension Batch {
  /// What the shared parts have for everybody, by how long it may wait. What stands in the inserts does not
  /// count: those whose it is are written to at once, and get with it what everybody has to be told.
  enum News: Comparable, Sendable {
    /// Nothing.
    case none
    /// Someone entered, someone left. It may wait for company, up to `Limits.announcementPatience`: in a room
    /// of a thousand that saves a thousand sends for each newcomer.
    case announcements
    /// Somebody said something.
    case messages
  }
}
