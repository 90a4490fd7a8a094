import ChatServer
import Glibc
import Journal
import Reactor
import Synchronization
import TLS
import Wire

/// A whole server on a port of 127.0.0.1 that nobody else has, with its journal in memory. Any thread may use
/// it.
package final class TestServer: TestHost, Sendable {
  /// Where it listens.
  package let addresses: [SocketAddress]
  /// The pin of the key that it was started with.
  package let pin: PublicKeyPin
  /// Its journal, for letting it answer later, fail, or hear of another writer.
  package let journal: MemoryJournal
  /// What it logs.
  package let log: TestLog

  private let admission: Admission
  private let reader: CountedReader
  private let server: Server
  private let isStopped = Atomic(false)
  private let isJoined = Atomic(false)

  /// Lets `body` have a server, which is stopped and joined whatever happens.
  ///
  /// - Parameters:
  ///   - nextPin: the pin of the key that it announces.
  ///   - journal: one that outlives the server, of `makeJournal`; where nil it has one of its own.
  ///   - capacity: bytes that its own journal keeps, as `Entry.cost` counts.
  ///   - clock: its own journal's, asked on the journal thread for each round of drafts.
  package static func run<Answer>(
    limits: Limits = .quiet, language: Language = .english, credentials: Credentials? = nil,
    nextPin: PublicKeyPin? = nil, admission: Admission = Admission(), ioThreads: Int = 2,
    journal: MemoryJournal? = nil, capacity: Int = MemoryJournal.defaultCapacity,
    addresses: [SocketAddress] = [.loopback(port: 0)],
    clock: @escaping @Sendable () -> Int64 = { Clock.wallMilliseconds }, _ body: (TestServer) throws -> Answer
  ) throws -> Answer {
    // What the programs do at their start.
    ProcessLimits.ignoreBrokenPipe()
    let configuration = ServerConfiguration(
      addresses: addresses, credentials: try credentials ?? TestCertificates.good,
      nextPin: nextPin, ioThreads: ioThreads, limits: limits, admission: admission, language: language)
    let server = try TestServer(
      configuration, journal ?? makeJournal(capacity: capacity, clock: clock))
    defer {
      server.stop()
      server.join()
    }
    return try body(server)
  }

  /// An empty journal for servers that come one after the other.
  package static func makeJournal(
    capacity: Int = MemoryJournal.defaultCapacity,
    clock: @escaping @Sendable () -> Int64 = { Clock.wallMilliseconds }
  ) -> MemoryJournal {
    MemoryJournal(room: RoomID(0x0123_4567_89ab_cdef), capacity: capacity, clock: clock)
  }

  private init(_ configuration: ServerConfiguration, _ journal: MemoryJournal) throws {
    log = try TestLog()
    let counted = CountedJournal(journal)
    reader = counted.counted
    admission = configuration.admission
    server = try Server.start(configuration, journal: counted, log: log.logger)
    self.journal = journal
    addresses = server.addresses
    pin = server.pin
  }

  /// The first address where it listens.
  package var address: SocketAddress { addresses[0] }

  /// How many entries of the journal have been read for those who catch up.
  package var entriesRead: Int { reader.entriesRead }

  /// As the server's.
  package var highestPieceBytes: Int { server.highestPieceBytes }

  /// As papod does at SIGHUP.
  ///
  /// - Parameter admission: who may enter from now on; nil for those of the start.
  package func reload(
    _ credentials: Credentials, nextPin: PublicKeyPin? = nil, admission: Admission? = nil
  ) throws {
    try server.reload(credentials, nextPin: nextPin, admission: admission ?? self.admission)
  }

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
    limits.behindTime = never
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
