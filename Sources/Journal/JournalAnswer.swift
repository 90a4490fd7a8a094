/// What a journal says of what was submitted to it.
package enum JournalAnswer: Sendable, Equatable {
  /// The next entry of the one order. `draft` is the id of one's own draft, nil for an entry of somebody
  /// else's.
  case committed(Entry, draft: UInt64?)
  /// The draft with this id is not in the journal and never will be.
  case failed(draft: UInt64)
}
