import Reactor
import TLS
import Wire

/// One connection of a `ScriptedServer`, on its thread.
struct ScriptedConnection: ~Copyable {
  private var session: TLSConnection
  private let raw: Int32
  private var decoder = LineDecoder()

  static func play(
    _ script: ScriptedServer.Script, on socket: consuming Socket, _ credentials: Credentials
  ) throws {
    switch script {
    case .bytes(let bytes):
      _ = try socket.send(bytes.span)
      socket.shutdownWriting()
      while try socket.discardInput(upTo: 65_536) != 0 { try wait(for: socket.raw, .readable) }
    case .handshake(let configuration):
      var connection = try ScriptedConnection(try TLSContext(configuration), socket.raw)
      try? connection.shakeHands()
      _ = connection.session.close()
    case .tls(let steps):
      var connection = try ScriptedConnection(try TLSContext.server(credentials), socket.raw)
      do {
        try connection.shakeHands()
      } catch let error as TLSError where steps.isEmpty {
        // A client that does not trust us has nothing to say, and says so with an alert.
        guard case .alert = error.kind else { throw error }
      }
      for step in steps { try connection.play(step) }
    }
  }

  static func wait(for descriptor: Int32, _ interest: Poller.Interest) throws {
    var poller = try Poller(capacity: 1)
    try poller.add(descriptor, interest, token: 0)
    guard try poller.wait(until: Clock.monotonicMilliseconds + TestClient.patience) else {
      throw ScriptedServer.Failure(description: "nothing came in time")
    }
  }

  private init(_ context: TLSContext, _ raw: Int32) throws(TLSError) {
    let session = try TLSConnection(context, fileDescriptor: raw)
    self.session = session
    self.raw = raw
  }

  private mutating func shakeHands() throws {
    while true {
      switch try session.handshake() {
      case .done: return
      case .wantRead: try Self.wait(for: raw, .readable)
      case .wantWrite: try Self.wait(for: raw, .writable)
      case .endOfStream: throw ScriptedServer.Failure(description: "the client hung up")
      }
    }
  }

  private mutating func play(_ step: ScriptedServer.Step) throws {
    switch step {
    case .expect(let line): try expect(line)
    case .expectKey(let pin):
      let shown = session.peerPin
      if shown != pin {
        throw ScriptedServer.Failure(description: "not the key \(pin as Any), but \(shown as Any)")
      }
    case .send(let lines): try write(Array((lines + "\n").utf8))
    case .trickle(let lines): for byte in (lines + "\n").utf8 { try write([byte]) }
    case .flood(let line, let count):
      let lines = (1...count).map { line.replacing("#", with: String($0)) + "\n" }
      try write(Array(lines.joined().utf8))
    case .stream(let count, let line): try stream(count, line)
    case .expectClose:
      let line = try readLine()
      if let line { throw ScriptedServer.Failure(description: "not the end, but \(line)") }
    case .close: _ = session.close()
    case .cut: break
    }
  }

  private mutating func stream(_ count: Int, _ line: (Int) -> [UInt8]) throws {
    var waiting: [UInt8] = []
    for number in 0..<count {
      waiting += line(number + 1) + [0x0A]
      if waiting.count < 16_384, number + 1 < count { continue }
      try write(waiting)
      waiting = []
    }
  }

  private mutating func expect(_ expected: String) throws {
    let line = try readLine()
    let fits = expected.hasSuffix("…") ? line?.hasPrefix(expected.dropLast()) == true : line == expected
    if !fits { throw ScriptedServer.Failure(description: "not \(expected), but \(line ?? "the end")") }
  }

  /// The next line but pings, which are answered: a client takes long silence for a cut. Nil where the client
  /// said close_notify.
  private mutating func readLine() throws -> String? {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      switch decoder.next() {
      case .line(let line) where line == Array("?".utf8): try write(line + [0x0A])
      case .line(let line): return String(decoding: line, as: UTF8.self)
      case .offence(let offence): throw ScriptedServer.Failure(description: "\(offence)")
      case nil: break
      }
      var span = buffer.mutableSpan
      switch try session.read(into: &span) {
      case .done(let count):
        let bytes = buffer[..<count]
        decoder.append(bytes.span)
      case .wantRead: try Self.wait(for: raw, .readable)
      case .wantWrite: try Self.wait(for: raw, .writable)
      case .endOfStream(clean: true): return nil
      case .endOfStream(clean: false): throw ScriptedServer.Failure(description: "cut by the client")
      }
    }
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    var taken = 0
    while taken < bytes.count {
      switch try session.write(bytes.span.extracting(taken...)) {
      case .done(let count): taken += count
      case .wantRead: try Self.wait(for: raw, .readable)
      case .wantWrite: try Self.wait(for: raw, .writable)
      case .endOfStream: throw ScriptedServer.Failure(description: "cut by the client")
      }
    }
  }
}
