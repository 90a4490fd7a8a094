/// What a load thread is told, by the conductor or by another load thread.
enum LoadCommand: Sendable {
  /// Open the connections and enter.
  case enter
  /// The first client says a word that everybody must hear.
  case probe
  /// Send, until the clock says stop.
  case run(RunClock)
  /// So much was sent in all, by sender: when it has arrived, all is done.
  case await([Int])
  /// Another thread's receivers have messages of this thread's senders.
  case completed([Completion])
  /// `resume`: break off all connections but the senders'.
  case cut
  /// `resume`: the senders say what everyone misses.
  case sayMissed
  /// `resume`: everyone comes back.
  case comeBack(RunClock)
  /// Hand in the tally, leave, and end.
  case stop
}
