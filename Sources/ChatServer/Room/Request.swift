/// What the other threads hand to the journal thread.
package struct Request: Sendable {
  let connection: ConnectionID
  /// The client's number for its line; 0 where it has none.
  let number: UInt64
  let kind: Kind

  /// Whether an I/O thread read it from the connection; the others are the history reader's and the server's.
  var isFromIOThread: Bool {
    switch kind {
    case .enter, .resume, .line, .mistake, .ended: true
    case .historyRead, .waitingRead, .keys, .admission, .stop: false
    }
  }
}
