/// What a load thread tells the conductor.
struct LoadReport: Sendable {
  enum Kind: Sendable {
    /// Every client of the thread has entered, or failed to.
    case entered(failed: Int)
    /// Every client of the thread heard the probe.
    case probed
    /// Its senders send no more; what each client that is a sender has sent.
    case sent([Int: Int])
    /// Units so far, from time to time.
    case progress(Int)
    /// All that was to come has come.
    case finished
    /// `resume`: the connections are cut.
    case cut
    /// `resume`: the senders' messages are all acknowledged.
    case saidMissed
    /// Something went wrong, in words; only the first few are told.
    case complaint(String)
    /// The last report.
    case tally(ThreadTally)
  }

  var thread: Int
  var kind: Kind
}
