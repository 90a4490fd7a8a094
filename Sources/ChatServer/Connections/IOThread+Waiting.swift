import Reactor
import Wire

/// What a connection waits for: readiness and time.
extension IOThread {
  /// Tells the poller what the connection waits for now. EPOLLOUT is armed only while something waits to be
  /// written, or a level-triggered poller would never sleep. EPOLLIN stays armed, where nothing is read for a
  /// while, until it was reported in vain, which mostly it is not.
  func watch(_ connection: Connection, wasReadableInVain: Bool = false) {
    guard table[connection.id] != nil else { return }
    let reading = reads(connection) || (connection.isWatchedForReading && !wasReadableInVain)
    let writing = connection.blockedSince != nil
    guard
      reading != connection.isWatchedForReading || writing != connection.isWatchedForWriting
        || !connection.isWatched
    else { return }
    connection.isWatchedForReading = reading
    connection.isWatchedForWriting = writing
    var interest: Poller.Interest = []
    if reading { interest.insert(.readable) }
    if writing { interest.insert(.writable) }
    do {
      if connection.isWatched {
        try poller.modify(connection.socket.raw, interest, token: connection.id.packed)
      } else {
        try poller.add(connection.socket.raw, interest, token: connection.id.packed)
        connection.isWatched = true
      }
    } catch {
      log.warning("connection not watched", metadata: ["from": "\(connection.caller)", "error": "\(error)"])
      drop(connection, .cut)
    }
  }

  func unwatch(_ connection: Connection) {
    guard connection.isWatched else { return }
    poller.remove(connection.socket.raw)
    connection.isWatched = false
  }

  /// Whether bytes that come now are read.
  func reads(_ connection: Connection) -> Bool {
    switch connection.phase {
    case .handshaking, .lingering: true
    default: connection.takesLines
    }
  }

  /// Sees to it that the connection is looked at when its next deadline comes. Called last after anything
  /// that was done to it.
  func schedule(_ connection: Connection) {
    count(connection)
    // A deadline that stays due without being acted on would be a round without end; so it costs a look a
    // millisecond.
    let due = max(nextDeadline(connection), now + 1)
    guard due < connection.scheduledAt else { return }
    connection.scheduledAt = due
    timers.push(.init(due: due, connection: connection.id))
  }

  func expireTimers() {
    while let entry = timers.popDue(now: now) {
      guard let connection = table[entry.connection], connection.scheduledAt == entry.due else { continue }
      connection.scheduledAt = .max
      expire(connection)
      guard table[connection.id] != nil else { continue }
      watch(connection)
      schedule(connection)
    }
  }

  private func nextDeadline(_ connection: Connection) -> Int64 {
    var due = connection.resumesAt ?? .max
    if let blockedSince = connection.blockedSince { due = min(due, blockedSince + limits.writeTime) }
    if let behindSince = connection.behindSince, connection.dialect == .numbered {
      due = min(due, behindSince + limits.behindTime)
    }
    switch connection.phase {
    case .handshaking: due = min(due, nextHandshakeLook(connection))
    case .naming:
      due = min(due, connection.namingSince + limits.nameTime)
      if !connection.wasPrompted, connection.dialect == .plain {
        due = min(due, connection.namingSince + limits.promptDelay)
      }
    // The silence of whom we do not read from is none. Its deadline would stay due and be looked at for ever.
    case .live where connection.dialect == .numbered && connection.resumesAt == nil:
      let wait = connection.pingedAt == nil ? limits.pingAfter : limits.silenceTime
      due = min(due, connection.lastHeard + wait)
    case .lingering: due = min(due, connection.lingerUntil)
    case .entering, .catchingUp, .live, .closing: break
    }
    return due
  }

  /// For how long a handshake may go on.
  private var handshakeTime: Int64 {
    isCrowded.isSet ? min(limits.hurriedHandshakeTime, limits.handshakeTime) : limits.handshakeTime
  }

  /// It may become crowded at any time, so a handshake is looked at more often than it would be for its own
  /// deadline.
  private func nextHandshakeLook(_ connection: Connection) -> Int64 {
    let hurried = connection.acceptedAt + limits.hurriedHandshakeTime
    let next = now < hurried ? hurried : now + limits.hurriedHandshakeTime
    return min(next, connection.acceptedAt + limits.handshakeTime)
  }

  private func expire(_ connection: Connection) {
    if let resumesAt = connection.resumesAt, resumesAt <= now {
      connection.resumesAt = nil
      // What was held up by us does not count as the peer's silence.
      connection.lastHeard = now
      keepInBacklog(connection)
    }
    if let blockedSince = connection.blockedSince, blockedSince + limits.writeTime <= now {
      return drop(connection, .slow)
    }
    if let behindSince = connection.behindSince, connection.dialect == .numbered,
      behindSince + limits.behindTime <= now
    {
      return drop(connection, .slow)
    }
    switch connection.phase {
    case .handshaking where connection.acceptedAt + handshakeTime <= now:
      drop(connection, .handshakeTimeout)
    case .naming: expireNaming(connection)
    case .live where connection.dialect == .numbered: expireSilence(connection)
    case .lingering(let reason) where connection.lingerUntil <= now: drop(connection, reason)
    default: break
    }
  }

  private func expireNaming(_ connection: Connection) {
    if connection.namingSince + limits.nameTime <= now {
      return close(connection, .nameTimeout, saying: phrases.nameTimeout)
    }
    guard !connection.wasPrompted, connection.dialect == .plain,
      connection.namingSince + limits.promptDelay <= now
    else { return }
    connection.wasPrompted = true
    // Whoever has begun to type, or sent a name before, knows what is asked.
    guard connection.decoder.isEmpty, connection.namesRefused == 0 else { return }
    connection.say { PlainRenderer.appendNotice(phrases.askForName, to: &$0) }
    markDirty(connection)
  }

  private func expireSilence(_ connection: Connection) {
    guard connection.resumesAt == nil else { return }
    if connection.lastHeard + limits.silenceTime <= now { return drop(connection, .silent) }
    guard connection.pingedAt == nil, connection.lastHeard + limits.pingAfter <= now else { return }
    connection.pingedAt = now
    connection.say { NumberedRenderer.appendPing(to: &$0) }
    markDirty(connection)
  }
}
