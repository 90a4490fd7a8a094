import ChatServer
import Glibc
import Journal
import Reactor
import Synchronization
import TLS
import Wire

/// A whole server on a port of 127.0.0.1 that nobody else has, with its journal in memory. Any thread may use
/// it.
package final class TestServer: Sendable {
  /// Where it listens.
  package let addresses: [SocketAddress]
  /// The pin of its key.
  package let pin: PublicKeyPin
  /// Its journal, for letting it answer later, fail, or hear of another writer.
  package let journal: MemoryJournal
  /// What it logs.
  package let log: TestLog

  private let server: Server
  private let isStopped = Atomic(false)
  private let isJoined = Atomic(false)

  /// Lets `body` have a server, which is stopped and joined whatever happens.
  ///
  /// - Parameters:
  ///   - capacity: bytes that the journal keeps, as `Entry.cost` counts.
  ///   - clock: the journal's, asked on the journal thread for each round of drafts.
  package static func run<Answer>(
    limits: Limits = .quiet, language: Language = .english, credentials: Credentials? = nil,
    ioThreads: Int = 2, capacity: Int = MemoryJournal.defaultCapacity,
    addresses: [SocketAddress] = [.loopback(port: 0)],
    clock: @escaping @Sendable () -> Int64 = { Clock.wallMilliseconds }, _ body: (TestServer) throws -> Answer
  ) throws -> Answer {
    // What the programs do at their start.
    ProcessLimits.ignoreBrokenPipe()
    let configuration = ServerConfiguration(
      addresses: addresses, credentials: try credentials ?? TestCertificates.good,
      ioThreads: ioThreads, limits: limits, language: language)
    let server = try TestServer(configuration, capacity: capacity, clock: clock)
    defer {
      server.stop()
      server.join()
    }
    return try body(server)
  }

  private init(
    _ configuration: ServerConfiguration, capacity: Int, clock: @escaping @Sendable () -> Int64
  ) throws {
    let room = RoomID(0x0123_4567_89ab_cdef)
    let journal = MemoryJournal(room: room, capacity: capacity, clock: clock)
    log = try TestLog()
    server = try Server.start(configuration, journal: journal, log: log.logger)
    self.journal = journal
    addresses = server.addresses
    pin = server.pin
  }

  /// The first address where it listens.
  package var address: SocketAddress { addresses[0] }

  /// Stops the server as papod does at SIGTERM. What it still has to say, it says until its clients have
  /// gone, and for at most `Limits.stopTime`.
  package func stop() {
    // It would wait for the answers.
    journal.holdAnswers(false)
    if !isStopped.exchange(true, ordering: .relaxed) { server.stop() }
  }

  /// Waits for the end after a `stop`, for tests that time it; who does not care need not call it.
  package func join() {
    if !isJoined.exchange(true, ordering: .relaxed) { server.join() }
  }
}

extension SocketAddress {
  /// ::1, any port.
  package static var loopbackIPv6: SocketAddress {
    // The literal is right, and a parse that fails is an address that cannot be listened on.
    SocketAddress(parsing: "[::1]:0") ?? .anyIPv6(port: 0)
  }
}

extension Limits {
  /// The defaults, without those that would slow a test down or make it depend on how fast the machine is: no
  /// flood limit, no prompt for the name, announcements go out as soon as they are there, and nobody is too
  /// slow or too silent before the test's own patience is over.
  package static var quiet: Limits {
    var limits = Limits()
    let never = 2 * TestClient.patience
    limits.handshakeTime = never
    limits.nameTime = never
    limits.writeTime = never
    limits.pingAfter = never
    limits.silenceTime = 2 * never
    limits.stopTime = never
    limits.flood = nil
    limits.promptDelay = limits.nameTime
    limits.announcementPatience = 0
    return limits
  }

  /// `quiet` with changes.
  package static func with(_ change: (inout Limits) -> Void) -> Limits {
    var limits = quiet
    change(&limits)
    return limits
  }
}
