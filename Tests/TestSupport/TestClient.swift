import Reactor
import TLS
import Wire

/// A client over real TLS whose calls block until what is expected has come, or fail the test after
/// `patience`. Owned by the thread that made it; without a `close` it ends in a cut, when its last reference
/// goes.
package final class TestClient {
  /// How long a call waits, in milliseconds: far longer than anything should take, also under a sanitizer on
  /// a machine with much else to do, since it is only the difference between a test that fails and one that
  /// hangs.
  package static let patience: Int64 = 120_000

  /// What the peer showed and settled on.
  package private(set) var tls: TLSConnection
  private var wire: TestWire
  private var lines = TestLines()

  /// Connects and shakes hands. Throws the `TLSError` where the server, or the client, refuses.
  ///
  /// - Parameters:
  ///   - isNarrow: whether the systems between are to keep only some kilobytes that were not read yet, so
  /// that
  ///     a server soon feels it when nobody reads. For 127.0.0.1.
  package init(
    _ address: SocketAddress, _ configuration: TLSConfiguration, isNarrow: Bool = false
  ) throws {
    var wire = try TestWire(address, isNarrow: isNarrow)
    let tls = try TLSConnection(try TLSContext(configuration), fileDescriptor: wire.raw)
    let deadline = Clock.monotonicMilliseconds + Self.patience
    while true {
      let progress = try tls.handshake()
      if case .endOfStream = progress {
        throw TestFailure("ended in the handshake", file: #fileID, line: #line)
      }
      guard try wire.waits(progress, deadline) else { break }
    }
    self.tls = tls
    self.wire = wire
  }

  /// How the connection ended, with close_notify or not; nil while it goes on.
  package var endedCleanly: Bool? { lines.end }

  /// Sends a line and its LF.
  package func send(_ line: String) throws {
    try send(bytes: Array("\(line)\n".utf8))
  }

  /// Sends lines, each with its LF, together: in one TLS record up to 16 KiB.
  package func send(_ lines: [String]) throws {
    try send(bytes: lines.flatMap { Array("\($0)\n".utf8) })
  }

  /// Sends bytes as they are.
  package func send(bytes: [UInt8]) throws {
    let deadline = Clock.monotonicMilliseconds + Self.patience
    var sent = 0
    while sent < bytes.count {
      let progress = try tls.write(bytes.span.extracting(droppingFirst: sent))
      switch progress {
      case .done(let count): sent += count
      case .endOfStream: throw TestFailure("the server has gone", file: #fileID, line: #line)
      case .wantRead, .wantWrite: _ = try wire.waits(progress, deadline)
      }
    }
  }

  /// The next line, without its LF; nil at the end of the stream.
  package func nextLine() throws -> String? {
    let deadline = Clock.monotonicMilliseconds + Self.patience
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      if let line = lines.next() { return line }
      guard lines.end == nil else { return nil }
      var span = buffer.mutableSpan
      let progress = try tls.read(into: &span)
      switch progress {
      case .done(let count): lines.append(buffer[..<count])
      case .endOfStream(let isClean): lines.end = isClean
      case .wantRead, .wantWrite: _ = try wire.waits(progress, deadline)
      }
    }
  }

  /// Reads once, and says whether something came: for tests that must not take all that there is.
  package func readSome(atMost count: Int) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: count)
    var span = buffer.mutableSpan
    guard case .done(let count) = try tls.read(into: &span) else { return false }
    lines.append(buffer[..<count])
    return true
  }

  /// Says close_notify. The server may still send.
  package func close() {
    _ = tls.close()
  }

  /// Closes the socket without close_notify, as the system does for a program that was killed. Nothing may be
  /// called after it.
  package func cut() {
    wire.close()
  }
}
