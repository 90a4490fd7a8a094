import Journal

/// Who is away or gone since when, oldest first: what the journal thread's clock waits for. It only proposes;
/// whether somebody really stayed away is the roster's to say, which folds the proposal like every entry.
struct Patience {
  private struct Waiting {
    let session: SessionID
    let since: SequenceNumber
    /// When the wait began, in milliseconds since 1970.
    let milliseconds: Int64
  }

  private var away: Queue<Waiting> = Queue()
  private var gone: Queue<Waiting> = Queue()

  /// The session is away since that entry, and is waited for from `milliseconds` on, which no later call's
  /// are before.
  mutating func note(away session: SessionID, since: SequenceNumber, at milliseconds: Int64) {
    away.append(Waiting(session: session, since: since, milliseconds: milliseconds))
  }

  /// The session was told to have left by that entry, and is waited for from `milliseconds` on, which no
  /// later call's are before.
  mutating func note(gone session: SessionID, since: SequenceNumber, at milliseconds: Int64) {
    gone.append(Waiting(session: session, since: since, milliseconds: milliseconds))
  }

  /// Takes out the next session that has been away for `Limits.awayTime`, with the entry since which it is.
  mutating func nextAway(now: Int64, _ limits: Limits) -> (SessionID, SequenceNumber)? {
    Self.next(&away, until: now - limits.awayTime)
  }

  /// Takes out the next session that was told to have left `Limits.sessionTime` ago, with the entry that said
  /// so.
  mutating func nextGone(now: Int64, _ limits: Limits) -> (SessionID, SequenceNumber)? {
    Self.next(&gone, until: now - limits.sessionTime)
  }

  /// Takes out the one that is waited for longest, with the entry since which it is away or gone: those that
  /// are gone have been away longer than those that only are away.
  mutating func takeOldest() -> (SessionID, SequenceNumber)? {
    Self.next(&gone, until: .max) ?? Self.next(&away, until: .max)
  }

  /// When the next one falls due, in milliseconds since 1970, for whom lets so many pass; `.max` where nobody
  /// is waited for.
  func nextDue(_ limits: Limits, later milliseconds: Int64 = 0) -> Int64 {
    min(
      away.first.map { $0.milliseconds + limits.awayTime + milliseconds } ?? .max,
      gone.first.map { $0.milliseconds + limits.sessionTime + milliseconds } ?? .max)
  }

  private static func next(_ queue: inout Queue<Waiting>, until: Int64) -> (SessionID, SequenceNumber)? {
    guard let first = queue.first, first.milliseconds <= until else { return nil }
    queue.removeFirst()
    return (first.session, first.since)
  }
}
