import Journal
import Wire

extension Session {
  /// What is to be done about a line.
  enum Step {
    case nothing
    /// For the journal thread.
    case request(number: UInt64, Request.Kind)
    /// A session is to be taken up, which saw `after` last.
    case resume(number: UInt64, token: [UInt8], after: SequenceNumber)
    /// A name that is malformed: answered at once, since nothing else is under way before a name.
    case refuseName(number: UInt64, Refusal)
    case offence(Offence)
    case ping
  }
}
