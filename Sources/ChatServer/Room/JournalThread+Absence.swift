import Journal
import Logging
import Reactor

/// How many sessions may be without a connection: who has too many of them loses the oldest.
extension JournalThread {
  /// A session has lost its connection, which came from there.
  ///
  /// - Parameter isOurs: whether this node is the one to see to it that there are not too many.
  func noteAbsence(of session: SessionID, from peer: SocketAddress?, isOurs: Bool) {
    let block = peer.map { blocks.block(of: $0.ipAddress) }
    absentees.note(session, from: block)
    guard isOurs else { return }
    guard !isStopping, let block, !block.isLoopback || limits.limitsLoopback else { return expelOldest() }
    if let oldest = absentees.oldest(from: block, beyond: limits.maximumAwayPerAddress) { expel(oldest) }
    expelOldest()
  }

  /// A session has a connection again, or is over.
  func noteEndOfAbsence(of session: SessionID) {
    absentees.forget(session)
    expelled.remove(session)
  }

  /// Ends the oldest where there are too many in all. Not while the server stops: then everybody is away.
  func expelOldest() {
    guard !isStopping else { return }
    while absentees.count > limits.maximumAway, let (session, since) = patience.takeOldest() {
      guard roster.awaySince(session) == since || roster.goneSince(session) == since else { continue }
      expel(session)
    }
  }

  /// Ends a session without a connection before its time: it leaves, where it was not told to have left yet,
  /// and is over.
  private func expel(_ session: SessionID) {
    absentees.forget(session)
    guard expelled.insert(session).inserted else { return }
    valve.log(
      log, .warning, "too many sessions are away: the oldest ends", [:], now: Clock.monotonicMilliseconds)
    if let since = roster.awaySince(session), let identity = roster.identity(of: session) {
      submitLeft(session, identity.name, .lost, awaySince: since, for: nil)
    } else if let since = roster.goneSince(session) {
      submit(.ended(goneSince: since), session: session, for: nil)
    }
  }
}
