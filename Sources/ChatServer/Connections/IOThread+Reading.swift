import Journal
import TLS
import Wire

/// From the socket to requests for the journal thread.
extension IOThread {
  /// Reads what is there, until the session wants more or the connection's turn is over.
  func read(_ connection: Connection) {
    if case .lingering = connection.phase { return discard(connection) }
    handleLines(connection)
    var budget = Self.readBudget
    // A first read always; after it only what OpenSSL already holds, so that no read is made just to be told
    // that there is nothing more.
    while connection.takesLines {
      guard budget > 0 else { return keepInBacklog(connection) }
      switch receive(connection) {
      case .done(let count):
        connection.lastHeard = now
        connection.pingedAt = nil
        budget -= count
        buffer.hand(count, to: &connection.decoder)
        handleLines(connection)
        guard connection.tls.hasPending else { return }
      case .wantRead, .wantWrite: return
      case .endOfStream(let isClean): return ended(connection, isClean ? .closedByPeer : .cut)
      case nil: return
      }
    }
  }

  /// Goes on with connections whose turn was over, or which were held up with lines left.
  func workOffBacklog() {
    guard !backlog.isEmpty else { return }
    let waiting = backlog
    backlog = []
    for connection in waiting {
      connection.isBacklogged = false
      guard table[connection.id] != nil else { continue }
      read(connection)
      watch(connection)
      schedule(connection)
    }
  }

  /// Lets a connection that was held up go on in the next round.
  func keepInBacklog(_ connection: Connection) {
    guard !connection.isBacklogged else { return }
    connection.isBacklogged = true
    backlog.append(connection)
  }

  private func receive(_ connection: Connection) -> TLSProgress? {
    do throws(TLSError) {
      return try buffer.read(from: connection.tls)
    } catch {
      // What the peer broke is broken for both directions: nothing more can be said to it.
      drop(connection, .tlsError(error))
      return nil
    }
  }

  /// Handles the lines that are there, for as long as the connection takes lines.
  private func handleLines(_ connection: Connection) {
    while connection.takesLines {
      if connection.heldLine == nil {
        switch connection.decoder.next() {
        case .line(let line): connection.heldLine = line
        case .offence(let offence): return offend(connection, offence)
        case nil: return
        }
      }
      let wait = connection.session.waitingTime(now: now)
      guard wait == 0 else {
        connection.resumesAt = now + wait
        return
      }
      guard let line = connection.heldLine else { return }
      connection.heldLine = nil
      carryOut(connection.session.handle(line, now: now), connection)
    }
  }

  private func carryOut(_ step: Session.Step, _ connection: Connection) {
    switch step {
    case .nothing: break
    case .request(let number, let kind):
      switch kind {
      case .enter: connection.phase = .entering
      case .line(.leave): connection.hasEnded = true
      default: break
      }
      requests.append(Request(connection: connection.id, number: number, kind: kind))
    case .resume(let number, let token, let after):
      connection.phase = .entering
      connection.catchingUp = CatchingUp(SessionToken.session(of: token), after: after)
      requests.append(
        Request(connection: connection.id, number: number, kind: .resume(token: token, connection.caller)))
    case .refuseName(let number, let refusal):
      let words = phrases.words(for: refusal)
      connection.say { bytes in
        switch connection.dialect {
        case .plain: PlainRenderer.appendRefusal(words, to: &bytes)
        case .numbered: NumberedRenderer.appendRefused(number, refusal, words, to: &bytes)
        }
      }
      markDirty(connection)
      noteRefusedName(connection)
    case .offence(let offence): offend(connection, offence)
    case .ping:
      guard now - connection.answeredPingAt >= limits.pongInterval else { return }
      connection.answeredPingAt = now
      connection.say { NumberedRenderer.appendPing(to: &$0) }
      markDirty(connection)
    }
  }

  /// Counts a name that was not accepted; the third in a row ends the connection.
  func noteRefusedName(_ connection: Connection) {
    connection.phase = .naming
    connection.catchingUp = nil
    connection.namesRefused += 1
    guard connection.namesRefused >= limits.namesRefused else { return keepInBacklog(connection) }
    close(connection, .namesRefused, saying: phrases.tooManyNames)
  }

  private func offend(_ connection: Connection, _ offence: Offence) {
    close(connection, .offence(offence), saying: phrases.words(for: offence))
  }

  /// The peer's side is over. Cleanly ended, it may still read: what it asked for is answered before the end.
  private func ended(_ connection: Connection, _ reason: CloseReason) {
    connection.hasEnded = true
    guard case .closedByPeer = reason else { return drop(connection, reason) }
    switch connection.phase {
    case .entering, .catchingUp, .live:
      let cause: LeaveCause = connection.dialect == .plain ? .quit : .lost
      requests.append(Request(connection: connection.id, number: 0, kind: .ended(cause, isWaiting: true)))
    case .handshaking, .naming: startClosing(connection, reason)
    case .closing, .lingering: break
    }
  }

  /// An ending connection is read on for a while, so that its last line is not lost in a reset (RFC 9293,
  /// 3.10.4: a socket closed with unread bytes resets).
  private func discard(_ connection: Connection) {
    guard case .lingering(let reason) = connection.phase else { return }
    do {
      while let count = try connection.socket.discardInput(upTo: limits.lingerBytes) {
        connection.lingeredBytes += count
        guard count > 0, connection.lingeredBytes < limits.lingerBytes else {
          return drop(connection, reason)
        }
      }
    } catch {
      drop(connection, reason)
    }
  }
}
