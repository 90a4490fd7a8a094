import Journal
import Wire

/// What is asked of the history reader.
struct HistoryQuery: Sendable {
  let connection: ConnectionID
  let viewer: Viewer
  let dialect: Dialect
  /// Nothing past this entry: it is the last one that the asker's place in the log has behind it.
  let through: SequenceNumber
  let kind: Kind
}
