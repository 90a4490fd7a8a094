import Journal

extension HistoryQuery {
  enum Kind: Sendable {
    /// `#historico`: the last `count` public messages; goes back to the journal thread, which answers in
    /// order.
    case messages(number: UInt64, count: Int)
    /// The next part of what a session missed; goes to the connection's I/O thread.
    case missed(after: SequenceNumber)
    /// Private messages that wait for an owner who wants to enter; goes back to the journal thread.
    case waiting([SequenceNumber])
  }
}
