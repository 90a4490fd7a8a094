/// Reads a journal's committed entries, without those that were struck and the private messages that were
/// erased. Any thread may use it.
package protocol JournalReader: Sendable {
  /// The oldest entry that is still kept, struck or not; nil where there is none.
  func oldest() throws(JournalError) -> SequenceNumber?

  /// The entries after `start` up to and with `end`, oldest first: as many as cost `bytes` together
  /// (`Entry.cost`), but at least one where there is one.
  func entries(
    after start: SequenceNumber, through end: SequenceNumber, bytes: Int
  ) throws(JournalError) -> [Entry]

  /// The last `count` public messages up to and with `end`, and the private ones that are the viewer's and no
  /// older than these (all of them where there are fewer than `count` public ones), oldest first; the newest
  /// that cost `bytes` together.
  func messages(
    for viewer: Viewer, through end: SequenceNumber, count: Int, bytes: Int
  ) throws(JournalError) -> [Entry]
}
