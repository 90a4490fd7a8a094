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
    announceAt = min(announceAt, batch.isUrgent ? now : now + limits.announcementPatience)
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

  /// Everything that was read for a returning session is out: asks for the next part, or lets the connection
  /// go live where its cursor stands in the ring.
  func askForMissed(_ connection: Connection) {
    guard !connection.isMissedAsked, let resumption = connection.session.resumption,
      var missed = connection.missed
    else { return }
    if missed.after >= missed.through {
      if ring.holds(connection.cursor.batch) {
        connection.missed = nil
        goLive(connection)
        return markDirty(connection)
      }
      // The ring went on without us: what it has dropped is read from the journal as well.
      missed.through = ring.newest?.last.value ?? missed.through
      connection.cursor = Cursor(batch: ring.end, offset: 0)
      connection.edits.removeAll()
    }
    connection.missed = missed
    let query = HistoryQuery(
      connection: connection.id, session: resumption.session, dialect: .numbered,
      through: SequenceNumber(missed.through),
      kind: .missed(after: SequenceNumber(missed.after)))
    connection.isMissedAsked = history.post(query)
    // With the reader's inbox full, the next round asks again.
    if !connection.isMissedAsked { markDirty(connection) }
  }

  /// Sends a part of what a returning session missed.
  func take(_ part: MissedPart, for id: ConnectionID) {
    guard let connection = table[id], case .catchingUp = connection.phase else { return }
    connection.isMissedAsked = false
    connection.missed?.after = part.through.value
    connection.own.append(contentsOf: part.bytes)
    markDirty(connection)
  }
}
