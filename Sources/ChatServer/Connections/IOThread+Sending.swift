import TLS

/// From the session to the socket, which may take a part, or nothing.
extension IOThread {
  func write(_ connection: Connection, _ bytes: [UInt8]) -> Bool { write(connection, bytes.span) }

  func write(_ connection: Connection, _ bytes: Span<UInt8>) -> Bool {
    do {
      switch try connection.tls.write(bytes) {
      case .done(let count):
        if count < bytes.count { connection.pending = Array(copying: bytes.extracting(droppingFirst: count)) }
        return true
      case .wantWrite, .wantRead:
        // OpenSSL has sealed this record and wants the same bytes again.
        connection.pending = Array(copying: bytes)
        block(connection)
      case .endOfStream: drop(connection, .cut)
      }
    } catch {
      drop(connection, .tlsError(error))
    }
    return false
  }

  /// Sends what was written in this round, and sees to those whose sockets did not take all of it.
  func sendOutbox() {
    guard outbox.send() else { return }
    var concerned: [Connection] = []
    table.forEach { connection in
      if connection.blockedSince == nil, connection.tls.hasUnsent { concerned.append(connection) }
    }
    for connection in concerned {
      _ = sendUnsent(connection)
      schedule(connection)
    }
  }

  /// All that there was for it is written. Whether its socket takes it as well, the outbox would say later.
  func noteCaughtUp(_ connection: Connection) {
    if sendUnsent(connection) { connection.behindSince = nil }
  }

  /// Sends what waits for the connection in the outbox, and what its socket did not take of it before:
  /// whether nothing is left.
  func sendUnsent(_ connection: Connection) -> Bool {
    do {
      switch try connection.tls.sendUnsent() {
      case .done: return true
      case .wantWrite, .wantRead: block(connection)
      case .endOfStream: drop(connection, .cut)
      }
    } catch {
      drop(connection, .tlsError(error))
    }
    return false
  }

  func writePending(_ connection: Connection) -> Bool {
    let bytes = connection.pending
    connection.pending = []
    return write(connection, bytes.span)
  }

  private func block(_ connection: Connection) {
    connection.blockedSince = now
    connection.behindSince = connection.behindSince ?? now
    letGoOfPart(connection)
    watch(connection)
    schedule(connection)
  }
}
