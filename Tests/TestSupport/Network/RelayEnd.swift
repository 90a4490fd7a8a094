import Reactor

/// One end of a connection through a `TestRelay`.
final class RelayEnd {
  let socket: Socket
  private var waiting: [UInt8] = []
  private var hasReadAll = false
  private var isLast = false
  private var hasWrittenAll = false

  init(_ socket: consuming Socket) {
    self.socket = socket
  }

  /// Whether nothing goes either way any more.
  var isDone: Bool { hasReadAll && hasWrittenAll }

  /// What it waits for. Test messages are small, so the other end's not being ready holds nothing back.
  var interest: Poller.Interest {
    var interest: Poller.Interest = hasReadAll ? [] : .readable
    if !waiting.isEmpty { interest.insert(.writable) }
    return interest
  }

  /// Takes what has come, at most `limit` bytes of it, for `other` to write, and says how many.
  func read(into other: RelayEnd, limit: Int = .max) throws(SystemError) -> Int {
    var taken = 0
    while !hasReadAll, taken < limit {
      var buffer = [UInt8](repeating: 0, count: min(limit - taken, 65_536))
      var span = buffer.mutableSpan
      guard let count = try socket.receive(into: &span) else { return taken }
      other.waiting += buffer[..<count]
      taken += count
      hasReadAll = count == 0
    }
    other.isLast = hasReadAll
    return taken
  }

  /// Writes what waits.
  func write() throws(SystemError) {
    while !waiting.isEmpty {
      let bytes = waiting
      guard let count = try socket.send(bytes.span) else { return }
      waiting.removeFirst(count)
    }
    if isLast && !hasWrittenAll {
      hasWrittenAll = true
      socket.shutdownWriting()
    }
  }
}
