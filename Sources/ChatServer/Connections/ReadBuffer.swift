import TLS
import Wire

/// Where an I/O thread reads to, for all its connections in turn.
struct ReadBuffer {
  private var bytes = [UInt8](repeating: 0, count: IOThread.recordBytes)

  /// Reads at most a record from the session into the front of `bytes`.
  mutating func read(from session: borrowing TLSConnection) throws(TLSError) -> TLSProgress {
    var span = bytes.mutableSpan
    return try session.read(into: &span)
  }

  /// Gives the first `count` bytes to the decoder.
  func hand(_ count: Int, to decoder: inout LineDecoder) {
    decoder.append(bytes.span.extracting(first: count))
  }
}
