import Journal

/// How a returning session catches up: part by part, in turns, without holding up whoever reads the log.
extension IOThread {
  /// Everything that was read for a returning session is out: asks for the next part, or lets the connection
  /// go live where its cursor stands in the ring.
  func askForMissed(_ connection: Connection) {
    guard let catchingUp = connection.catchingUp, !catchingUp.isAsked else { return }
    if catchingUp.after >= catchingUp.through {
      if ring.holds(connection.cursor.batch) {
        connection.catchingUp = nil
        goLive(connection)
        return markDirty(connection)
      }
      // The ring went on without us: what it has dropped is read from the journal as well.
      catchingUp.through = ring.last ?? catchingUp.through
      connection.cursor = Cursor(batch: ring.end, offset: 0)
      connection.edits.removeAll()
    }
    let query = HistoryQuery(
      connection: connection.id, viewer: catchingUp.viewer, dialect: .numbered,
      through: catchingUp.through, kind: .missed(after: catchingUp.after))
    catchingUp.isAsked = history.post(query)
    // With the reader's inbox full, the next round asks again.
    if !catchingUp.isAsked { markDirty(connection) }
  }

  /// The session that is being taken up bears the owner's name.
  func note(_ owner: SessionID, of id: ConnectionID) {
    guard let catchingUp = table[id]?.catchingUp else { return }
    catchingUp.viewer = Viewer(catchingUp.viewer.session, owner: owner)
  }

  /// Begins to send a part of what a returning session missed, when its turn comes.
  func take(_ part: MissedPart?, for id: ConnectionID) {
    guard let connection = table[id], case .catchingUp = connection.phase,
      let catchingUp = connection.catchingUp
    else { return }
    guard let part else { return drop(connection, .unreadable) }
    catchingUp.isAsked = false
    catchingUp.after = part.through
    connection.own.append(contentsOf: part.front)
    catchingUp.part = part
    waitForTurn(connection)
  }

  /// Writes to those who catch up, in turns, as much as a round allows.
  func flushReturning() {
    var left = Self.returningBudget
    while left > 0, let connection = returning.first {
      returning.removeFirst()
      connection.isReturning = false
      guard table[connection.id] != nil else { continue }
      turn = Self.returningTurn
      flush(connection)
      // A turn in which nothing was to be sent costs something too.
      left -= max(Self.returningTurn - turn, Self.recordBytes / 16)
      watch(connection)
      schedule(connection)
    }
    turn = 0
  }

  /// What the connection's part has next for a record with so much room.
  func nextMissed(_ connection: Connection, atMost room: Int) -> NextMissed {
    guard let catchingUp = connection.catchingUp, catchingUp.part != nil else { return .nothing }
    guard turn >= Self.recordBytes else {
      waitForTurn(connection)
      return .inTurn
    }
    guard let (bytes, range) = catchingUp.part?.take(atMost: room) else {
      catchingUp.part = nil
      return .nothing
    }
    turn -= range.count
    return .lines(bytes, range)
  }

  /// The socket takes no more: the piece is let go, and what is still to be sent of it is asked for again, so
  /// that no reader, however slow, holds one.
  func letGoOfPart(_ connection: Connection) {
    guard let catchingUp = connection.catchingUp, let taken = catchingUp.part?.taken else { return }
    catchingUp.part = nil
    catchingUp.after = taken
  }

  private func waitForTurn(_ connection: Connection) {
    guard !connection.isReturning else { return }
    connection.isReturning = true
    returning.append(connection)
  }

  enum NextMissed {
    /// These bytes; none where no line fits.
    case lines([UInt8], Range<Int>)
    /// Later: others have their turn.
    case inTurn
    case nothing
  }
}
