/// The room's append-only log, as a contract for stores that answer later and to several writers.
///
/// One thread (the server's journal thread) owns a journal and makes every call below, except those of its
/// `reader`, which any thread may use. What holds for every implementation:
///
/// - each submitted draft is answered exactly once: by its committed entry, or by `failed`;
/// - committed entries come in the order of their sequence numbers, each once, one's own and those of others
/// in
///   one stream; entries of others may stand between one's own;
/// - nothing is atomic across drafts: of two that were submitted together one may fail;
/// - the answers may come in a later `collect` than the one after the `submit`.
package protocol Journal: AnyObject {
  /// Which log this is.
  var room: RoomID { get }

  /// Reads what was committed; usable from any thread.
  var reader: any JournalReader { get }

  /// Hands over drafts, in the order in which they are to stand where nothing comes between them.
  func submit(_ drafts: [Draft])

  /// Appends the answers that came since the last call. Called after every `submit` and after every wake.
  func collect(into answers: inout [JournalAnswer])

  /// Gives the closure that the journal calls, from any thread, when it has answers that the last `collect`
  /// did not yet give. Called once, before the first `submit`.
  func wake(with closure: @escaping @Sendable () -> Void)

  /// Says which committed entries the roster did not let count (a name that somebody else took first, a
  /// repetition), so that no reader gives them back. Called before the entries' neighbours are shown to
  /// anybody.
  func strike(_ sequences: [SequenceNumber])
}
