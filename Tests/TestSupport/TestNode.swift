import ChatServer
import Journal
import Reactor
import TLS
import Wire

/// One of several servers that share a room. Owned by the thread of the test.
package final class TestNode: TestHost {
  /// Where it listens.
  package let address: SocketAddress
  /// The pin of the key that it was started with.
  package let pin: PublicKeyPin
  /// Whether its journal is within reach.
  package let reach = Reach()

  private let server: Server
  private let log: TestLog
  private var lines: [String] = []
  private var isStopped = false
  private var isJoined = false

  /// Lets `body` have several servers of one room, which know of each other, and are stopped and joined
  /// whatever happens.
  ///
  /// - Parameters:
  ///   - lease: for how many milliseconds they take each other for alive without a word.
  ///   - journal: the one of the server with that index; where nil, all have one in memory, and write to it
  ///     as 1, 2, 3 …
  package static func run<Answer>(
    _ count: Int, lease: Int64, limits: Limits = .quiet, admission: Admission = Admission(),
    journal: ((Int) throws -> sending any Journal)? = nil, _ body: ([TestNode]) throws -> Answer
  ) throws -> Answer {
    ProcessLimits.ignoreBrokenPipe()
    let memory = TestServer.makeJournal()
    var nodes: [TestNode] = []
    defer {
      for node in nodes { node.stop() }
      for node in nodes { node.join() }
    }
    for index in 0..<count {
      var configuration = ServerConfiguration(
        addresses: [.loopback(port: 0)], credentials: try TestCertificates.good, ioThreads: 1, limits: limits,
        admission: admission)
      configuration.lease = lease
      if let journal {
        nodes.append(try TestNode(configuration, try journal(index)))
      } else {
        let shared = MemoryJournal(sharing: memory, writer: UInt64(index + 1))
        nodes.append(try TestNode(configuration, shared))
      }
    }
    for node in nodes {
      try TestClock.wait("each knows all") { node.knownNodes == count - 1 }
    }
    return try body(nodes)
  }

  private init(_ configuration: ServerConfiguration, _ journal: sending any Journal) throws {
    log = try TestLog()
    server = try Server.start(configuration, journal: DistantJournal(journal, reach), log: log.logger)
    address = server.addresses[0]
    pin = server.pin
  }

  /// All that it has logged so far, each record as in `TestLog.take`.
  package var logged: [String] {
    lines += log.take()
    return lines
  }

  /// Waits until it has logged a record that begins so.
  package func awaitLog(_ front: String, file: String = #fileID, line: Int = #line) throws {
    try TestClock.wait("\(front) in \(logged)", file: file, line: line) {
      logged.contains { $0.hasPrefix(front) }
    }
  }

  /// As papod does at SIGHUP.
  package func reload(_ credentials: Credentials, nextPin: PublicKeyPin? = nil) throws {
    try server.reload(credentials, nextPin: nextPin, admission: Admission())
  }

  /// Stops it as papod does at SIGTERM.
  package func stop() {
    // It would wait for the answers.
    reach.restore()
    guard !isStopped else { return }
    isStopped = true
    server.stop()
  }

  /// Waits for the end after a `stop`.
  package func join() {
    guard !isJoined else { return }
    isJoined = true
    server.join()
  }

  /// The word by which clients are told of it.
  package var word: String { "\(address),\(pin)" }

  private var knownNodes: Int {
    let atStart = logged.lazy.compactMap { $0.split(separator: " others=").last.flatMap { Int($0) } }.first
    return (atStart ?? 0) + logged.count { $0.hasPrefix("notice a node appeared ") }
  }
}
