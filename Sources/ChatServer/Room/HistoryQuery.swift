import Journal
import Wire

/// What is asked of the history reader.
struct HistoryQuery: Sendable {
  enum Kind: Sendable {
    /// `#historico`: the last `count` public messages; goes back to the journal thread, which answers in
    /// order.
    case messages(number: UInt64, count: Int)
    /// The next part of what a session missed; goes to the connection's I/O thread.
    case missed(after: SequenceNumber, isFirst: Bool)
  }

  let connection: ConnectionID
  let session: SessionID
  let dialect: Dialect
  /// Nothing past this entry: it is the last one that the asker's place in the log has behind it.
  let through: SequenceNumber
  let kind: Kind
}
