import TLS

/// Where an I/O thread reads to, for all its connections in turn.
struct ReadBuffer {
  private(set) var bytes = [UInt8](repeating: 0, count: IOThread.recordBytes)

  /// Reads at most a record from the session into the front of `bytes`.
  mutating func read(from session: borrowing TLSConnection) throws(TLSError) -> TLSProgress {
    var span = bytes.mutableSpan
    return try session.read(into: &span)
  }
}
