import Journal

extension JournalThread {
  /// Ends what the server's last life left, in case that it could not do so itself: nobody has a connection.
  /// Who is waited for is waited for anew from now on: no session is lost because the server was down.
  func endLastLife(now: Int64) {
    for (session, member) in roster.sessions() {
      switch member.presence {
      // Through this or that node, of which the leases tell which one is gone.
      case .here where leases != nil: break
      case .here where member.isResumable: submit(.away(.shutdown), session: session, for: nil)
      case .here: submitLeft(session, member.name, .shutdown, for: nil)
      case .away(let since):
        patience.note(away: session, since: since, at: now)
        absentees.note(session, from: nil)
      case .gone(let since):
        patience.note(gone: session, since: since, at: now)
        absentees.note(session, from: nil)
      }
    }
    expelOldest()
  }
}
