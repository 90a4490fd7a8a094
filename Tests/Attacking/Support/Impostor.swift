import Reactor
import Synchronization
import TLS
import TestSupport

/// A server with a certificate of its own choice, for clients that want another one: it counts what it is
/// told. It ends with its last reference, whether anybody came or not.
final class Impostor {
  /// What other threads may know of it.
  final class Tally: Sendable {
    let connections = Atomic(0)
    let handshakes = Atomic(0)
    /// Bytes of the application.
    let bytes = Atomic(0)
  }

  /// Where it listens.
  let address: SocketAddress
  /// That of the key that it shows.
  let pin: PublicKeyPin
  let tally = Tally()
  private let siege: Siege<Void>

  init(_ credentials: Credentials) throws {
    let context = try TLSContext.server(credentials)
    let listener = try Socket.listening(on: .loopback(port: 0))
    address = try listener.localAddress()
    pin = credentials.certificate.pin
    let tally = tally
    let raw = listener.release()
    siege = try Siege { end in
      try Self.serve(Socket(takingOwnership: raw), context, tally, until: end)
    }
  }

  /// Whether everybody was refused: somebody came, and nobody said anything.
  var wasRefused: Bool {
    tally.connections.load(ordering: .acquiring) > 0 && tally.handshakes.load(ordering: .acquiring) == 0
      && tally.bytes.load(ordering: .acquiring) == 0
  }

  private static func serve(
    _ listener: consuming Socket, _ context: TLSContext, _ tally: Tally, until end: SiegeEnd
  ) throws {
    var poller = try Poller(capacity: 2)
    try poller.add(listener.raw, .readable, token: 0)
    try poller.add(end.descriptor, [.readable, .edgeTriggered], token: 1)
    while !end.isSet {
      _ = try poller.wait(timeoutMilliseconds: -1)
      while let accepted = try listener.accept() {
        tally.connections.add(1, ordering: .acquiringAndReleasing)
        // What goes wrong with one connection is the refusal that is wanted.
        try? hear(accepted.socket, context, tally)
      }
    }
  }

  /// Hears a client to its end, for at most 10 s.
  private static func hear(
    _ socket: borrowing Socket, _ context: TLSContext, _ tally: Tally
  ) throws {
    let session = try TLSConnection(context, fileDescriptor: socket.raw)
    var poller = try Poller(capacity: 1)
    try poller.add(socket.raw, .readable, token: 0)
    let deadline = Clock.monotonicMilliseconds + 10_000
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var isOpen = false
    while true {
      var span = buffer.mutableSpan
      let progress = if isOpen { try session.read(into: &span) } else { try session.handshake() }
      switch progress {
      case .done(let count):
        tally.bytes.add(count, ordering: .acquiringAndReleasing)
        if !isOpen { tally.handshakes.add(1, ordering: .acquiringAndReleasing) }
        isOpen = true
      case .wantRead, .wantWrite:
        guard try poller.wait(until: deadline) else { return }
      case .endOfStream: return
      }
    }
  }
}
