import Journal
import Logging
import Reactor
import TLS
import Wire

/// How connections end.
extension IOThread {
  /// Says a last `!` line, and ends the connection once it is out. The room is told at once.
  func close(_ connection: Connection, _ reason: CloseReason, saying words: String) {
    tellRoom(connection, reason)
    connection.say { bytes in
      switch connection.dialect {
      case .plain: PlainRenderer.appendRefusal(words, to: &bytes)
      case .numbered: NumberedRenderer.appendOffence(words, to: &bytes)
      }
    }
    startClosing(connection, reason)
  }

  /// Lets what stands before the log go out, then ends the connection.
  func startClosing(_ connection: Connection, _ reason: CloseReason) {
    removeFromLive(connection)
    connection.phase = .closing(reason)
    connection.edits.removeAll()
    connection.catchingUp = nil
    markDirty(connection)
  }

  /// Everything is said: says close_notify, and reads on for a while.
  func finish(_ connection: Connection, _ reason: CloseReason) {
    if case .wantWrite = connection.tls.close() {
      connection.blockedSince = now
      return watch(connection)
    }
    linger(connection, reason)
  }

  /// Ends our side of the socket and gives the peer time to read what was said last.
  func linger(_ connection: Connection, _ reason: CloseReason) {
    if case .closedByPeer = reason { return drop(connection, reason) }
    connection.phase = .lingering(reason)
    connection.lingerUntil = now + limits.lingerTime
    connection.blockedSince = nil
    connection.socket.shutdownWriting()
    read(connection)
  }

  /// The end: the descriptor is closed when the last reference goes, and the room is told where it does not
  /// know yet.
  func drop(_ connection: Connection, _ reason: CloseReason) {
    guard table[connection.id] != nil else { return }
    tellRoom(connection, reason)
    removeFromLive(connection)
    unwatch(connection)
    table.remove(connection)
    connection.catchingUp = nil
    connection.forgetBuffers()
    connection.tls.forgetUnsent()
    count(connection)
    tellAcceptor(.ended(connection.address, connection.place, misdeed(connection, reason)))
    connection.phase = .lingering(reason)
    let level: Logger.Level =
      switch reason {
      case .handshakeFailed, .offence, .tlsError, .slow, .hoarding: .info
      default: .debug
      }
    valve.log(
      log, level, "connection ended", ["from": "\(connection.caller)", "reason": "\(reason.words)"], now: now)
  }

  func tellAcceptor(_ message: AcceptorMessage) {
    // When the server stops, the acceptor is the first to go.
    guard stopDeadline == nil else { return }
    acceptor.postPatiently(message)
  }

  /// What the connection's address is to be penalised for: for why it was ended, where it was ended by us,
  /// however it went after that.
  private func misdeed(_ connection: Connection, _ reason: CloseReason) -> Misdeed? {
    switch connection.phase {
    case .closing(let first), .lingering(let first): first.misdeed(place: connection.place)
    case .handshaking, .naming, .entering, .catchingUp, .live: reason.misdeed(place: connection.place)
    }
  }

  /// Tells the journal thread that nothing more comes from the connection; once.
  private func tellRoom(_ connection: Connection, _ reason: CloseReason) {
    guard connection.isKnownToRoom else { return }
    requests.append(
      Request(connection: connection.id, number: 0, kind: .ended(reason.cause, isWaiting: false)))
  }

  private func removeFromLive(_ connection: Connection) {
    guard let index = connection.liveIndex else { return }
    connection.liveIndex = nil
    let last = live.removeLast()
    guard last !== connection else { return }
    live[index] = last
    last.liveIndex = index
  }
}
