/// The room's append-only log, as a contract for stores that answer later and to several writers.
///
/// One thread (the server's journal thread) owns a journal and makes every call below, except those of its
/// `reader`, which any thread may use. What holds for every implementation:
///
/// - each submitted draft is answered exactly once: by its committed entry, by the entry that it repeats, or
///   by `failed`; but for those on the way when the journal stops (`JournalAnswer.stopped`);
/// - committed entries come in the order of their sequence numbers, each once, one's own and those of others
///   in one stream; entries of others may stand between one's own;
/// - nothing is atomic across drafts: of two that were submitted together one may fail;
/// - the answers may come in a later `collect` than the one after the `submit`.
package protocol Journal: AnyObject {
  /// Which log this is.
  var room: RoomID { get }

  /// As which node entries are written through it: by chance, another one each time that a shared journal is
  /// opened; 0 where no other process can write to the log.
  var writer: UInt64 { get }

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
  /// anybody; what was not yet struck when the process ended, the next fold strikes.
  func strike(_ sequences: [SequenceNumber])

  /// The newest whole snapshot, nil where there is none.
  func snapshot() throws(JournalError) -> Snapshot?

  /// Keeps the next piece of a snapshot, of a later place than the one before. A snapshot whose last piece
  /// never came does not count.
  func keep(_ part: SnapshotPart) throws(JournalError)

  /// Removes the oldest entries that are from before `milliseconds` (since 1970), none after `end`, never the
  /// newest of all, and only so many that nobody is held up. Answers whether there are more of them.
  ///
  /// - Parameter end: an entry that the newest snapshot has folded; what comes later is needed at the next
  ///   start.
  func trim(through end: SequenceNumber, before milliseconds: Int64) throws(JournalError) -> Bool

  /// The first `limit` private messages after `start` and not after `end` that are from before `milliseconds`
  /// and not erased.
  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference]

  /// Removes what these private messages say, and to whom. That (session, number) is in the journal stays
  /// known.
  func erase(_ whispers: [SequenceNumber]) throws(JournalError)

  /// Whether something would better be done while nobody waits; `rest` then does it. May be asked often.
  var wantsRest: Bool { get }

  /// Nothing has come for a while: the journal may do what takes longer than a commit.
  func rest()
}

extension Journal {
  /// Whether other nodes may write to the same log.
  package var isShared: Bool { writer != 0 }
}
