import Journal

/// What the journal thread and the history reader deliver.
extension IOThread {
  /// Puts a batch into the ring, and its edits before the connections concerned.
  func take(_ batch: Batch) {
    // Else a round that brings more than the ring holds would make slow readers of those who had no chance to
    // read.
    if unwritten > 0, unwritten + batch.cost > limits.ringBytes / 2 {
      announceAt = now
      flushDirty()
    }
    unwritten += batch.cost
    ring.append(batch)
    for (position, edit) in batch.edits[index].enumerated() {
      guard let connection = table[edit.connection] else { continue }
      switch connection.phase {
      case .live:
        connection.edits.append(PendingEdit(batch: batch.index, index: Int32(position)))
      case .catchingUp:
        // What is before the cursor is read from the journal instead, but an end is an end.
        if edit.effect == .closed {
          apply(edit, of: batch, to: connection)
        } else if connection.cursor.batch <= batch.index {
          connection.edits.append(PendingEdit(batch: batch.index, index: Int32(position)))
        }
      case .naming, .entering: apply(edit, of: batch, to: connection)
      case .handshaking, .closing, .lingering: continue
      }
      markDirty(connection)
    }
    if let patience = patience(of: batch) { announceAt = min(announceAt, now + patience) }
  }

  /// For how many milliseconds the batch's news may wait for others; nil where it has none.
  private func patience(of batch: Batch) -> Int64? {
    switch batch.news {
    case .none: nil
    // So that in the largest rooms at most a third of the time goes into announcements.
    case .announcements: max(limits.announcementPatience, 2 * writingTime)
    case .messages: live.count >= Self.companySize && posted > batch.taken[index] ? Self.companyTime : 0
    }
  }

  /// The connection reads the log from its cursor on.
  func goLive(_ connection: Connection) {
    connection.phase = .live
    connection.session.stage = .chatting
    connection.namesRefused = 0
    // Nothing was read from it meanwhile.
    connection.lastHeard = now
    connection.pingedAt = nil
    connection.liveIndex = live.count
    live.append(connection)
    keepInBacklog(connection)
  }
}
