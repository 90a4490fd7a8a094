/// What a journal says of what was submitted to it.
package enum JournalAnswer: Sendable, Equatable {
  /// The next entry of the one order. `draft` is the id of one's own draft, nil for an entry of somebody
  /// else's.
  case committed(Entry, draft: UInt64?)
  /// The draft's (session, number) is in the journal already, as that entry; nothing was added.
  case repeated(draft: UInt64, of: SequenceNumber)
  /// The draft with this id is not in the journal and never will be.
  case failed(draft: UInt64)
  /// The journal takes no more drafts: each one from now on fails. Those that have no answer yet never get
  /// one: whether they are in the journal shows when it is opened again. It can still be read.
  case stopped(JournalError)
}
