import Journal
import Wire

/// What is asked of the history reader.
extension JournalThread {
  /// Asks the history reader, up to what has been folded so far, or for what is older than `sequence`, from 1
  /// on.
  func askHistory(_ count: Int, before sequence: UInt64?, number: UInt64, for attachment: Attachment) {
    let through = sequence.map { min(folded, SequenceNumber($0 - 1)) } ?? folded
    if ask(.messages(number: number, count: count), through: through, for: attachment) {
      attachment.outstanding += 1
      attachment.awaitsHistory = true
    } else {
      fanOut.refuse(number, .tooFast, to: attachment)
    }
  }

  /// Hands a question to the history reader; false where too many ask it.
  func ask(
    _ kind: HistoryQuery.Kind, through end: SequenceNumber? = nil, for attachment: Attachment
  ) -> Bool {
    history.post(
      HistoryQuery(
        connection: attachment.connection, viewer: attachment.viewer, dialect: attachment.dialect,
        through: end ?? folded, kind: kind))
  }

  /// The answer to `#historico`.
  func historyRead(_ request: Request, _ bytes: [UInt8]?) {
    guard let attachment = attachments[request.connection] else { return }
    if let bytes {
      fanOut.tell(attachment) { _, inserts in inserts.append(contentsOf: bytes) }
      fanOut.acknowledge(request.number, as: nil, to: attachment)
    } else {
      fanOut.refuse(request.number, .notRead, to: attachment)
    }
    attachment.awaitsHistory = false
    answered(attachment)
  }
}
