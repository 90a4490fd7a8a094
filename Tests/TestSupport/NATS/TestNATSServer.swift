import Glibc
import Reactor
import Synchronization

import class Foundation.FileManager

/// A nats-server with JetStream, on a port of 127.0.0.1 that nobody else has or on a host of its own, with
/// its files in a folder of the test's own. Any thread may use it; it is killed when its last reference goes.
package final class TestNATSServer: Sendable {
  /// Where it listens on a host of its own.
  package static let hostPort: UInt16 = 4222

  /// The test's, for mirrors and certificates too.
  package let folder: TemporaryFolder
  private let configuration: String?
  private let options: [String]
  private let host: NetworkHost
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var process: TestProcess
    var ports: Ports
  }

  private struct Ports {
    let clients: UInt16
    let routes: UInt16?
  }

  /// Starts it and waits until it listens.
  ///
  /// - Parameters:
  ///   - folder: where it has its files; one of its own where nil.
  ///   - configuration: the file of its configuration, which says where its store is: in the folder, `store`.
  ///   - options: more of its command line.
  ///   - host: where it runs; elsewhere than here it listens on all addresses, on `hostPort`.
  package init(
    in folder: TemporaryFolder? = nil, configuration: String? = nil, _ options: [String] = [],
    on host: NetworkHost = .here
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    self.configuration = configuration
    self.options = options
    self.host = host
    let (process, ports) = try Self.start(in: folder, port: nil, configuration, options, on: host)
    state = Mutex(State(process: process, ports: ports))
  }

  /// Where it listens.
  package var port: UInt16 { state.withLock { $0.ports.clients } }

  /// Where it listens for other servers; nil where it does not.
  package var routePort: UInt16? { state.withLock { $0.ports.routes } }

  /// Its process's id.
  package var process: Int32 { state.withLock { $0.process.id } }

  /// Kills it and starts it anew, on the same port and with the same files.
  package func restart() throws {
    kill()
    try startAgain()
  }

  /// Ends it as a power cut ends a program.
  package func kill() {
    state.withLock { state in
      state.process.send(SIGKILL)
      _ = state.process.end()
    }
  }

  /// Starts it again after `kill`; elsewhere: on another port, which is free for certain. A host of its own
  /// needs none.
  package func startAgain(elsewhere: Bool = false) throws {
    try state.withLock { state in
      let port = elsewhere ? nil : state.ports.clients
      let (process, ports) = try Self.start(in: folder, port: port, configuration, options, on: host)
      state.process = process
      state.ports = ports
    }
  }

  /// Kills it and starts it anew, on the same port and without what it had stored.
  package func loseFiles() throws {
    kill()
    try FileManager.default.removeItem(atPath: folder.path + "/store")
    try startAgain()
  }

  /// Lets it run without what it had stored, and then with all of it again, killed in between.
  package func without(_ body: () throws -> Void) throws {
    kill()
    let (store, aside) = ("\(folder.path)/store", "\(folder.path)/aside")
    try FileManager.default.moveItem(atPath: store, toPath: aside)
    try startAgain()
    try body()
    kill()
    try FileManager.default.removeItem(atPath: store)
    try FileManager.default.moveItem(atPath: aside, toPath: store)
    try startAgain()
  }

  /// How often these words stand in its log.
  package func count(_ words: String) throws -> Int {
    let bytes = FileManager.default.contents(atPath: "\(folder.path)/nats.log")
    return String(decoding: bytes ?? .init(), as: UTF8.self).ranges(of: words).count
  }

  /// Sends it a signal.
  package func send(_ signal: Int32) { state.withLock { $0.process.send(signal) } }

  /// Whether its files hold these bytes anywhere.
  package func stores(_ text: String) throws -> Bool {
    let root = folder.path + "/store"
    let files = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
    return files.contains { file in
      let bytes = FileManager.default.contents(atPath: "\(root)/\(file)")
      return bytes?.firstRange(of: Array(text.utf8)) != nil
    }
  }

  /// The one that the environment names, so that another version can be tried; else Debian's, which is where
  /// not everybody looks for programs.
  private static var program: String {
    if let named = unsafe getenv("NATS_SERVER") { return unsafe String(cString: named) }
    let debian = "/usr/sbin/nats-server"
    return unsafe access(debian, X_OK) == 0 ? debian : "nats-server"
  }

  private static func start(
    in folder: TemporaryFolder, port: UInt16?, _ configuration: String?, _ options: [String],
    on host: NetworkHost
  ) throws -> (process: TestProcess, ports: Ports) {
    let own = configuration.map { ["-c", $0] } ?? ["-js", "-sd", folder.path + "/store"]
    let address = host == .here ? SocketAddress.loopback(port: port ?? 0) : .anyIPv4(port: hostPort)
    let listening = ["-a", "\(address.ipAddress)", "-p", address.port == 0 ? "-1" : "\(address.port)"]
    let files = ["-l", folder.path + "/nats.log", "--ports_file_dir", folder.path]
    let process = try TestProcess(
      host.command([program] + listening + files + own + options),
      environment: TerminalEnvironment.variables(term: "dumb", home: folder.path))
    var found: Ports?
    let file = "\(folder.path)/nats-server_\(process.id).ports"
    try TestClock.wait("nats-server listens") {
      guard process.end(within: 0) == nil else {
        throw TestFailure("nats-server ended, see \(folder.path)/nats.log", file: #fileID, line: #line)
      }
      let bytes = FileManager.default.contents(atPath: file)
      let text = String(decoding: bytes ?? .init(), as: UTF8.self)
      // It is written in one go, but not made and written at once.
      guard text.hasSuffix("}"), let clients = Self.port("nats", in: text) else { return false }
      found = Ports(clients: clients, routes: Self.port("cluster", in: text))
      return true
    }
    guard let found else { throw TestFailure("no port", file: #fileID, line: #line) }
    return (process, found)
  }

  /// Of `{"nats":["tls://127.0.0.1:4222"],"cluster":["nats://127.0.0.1:6222"]}`.
  private static func port(_ kind: String, in text: String) -> UInt16? {
    guard let front = text.firstRange(of: "\"\(kind)\":[\"") else { return nil }
    let address = text[front.upperBound...].prefix { $0 != "\"" }
    return address.lastIndex(of: ":").flatMap { UInt16(address[address.index(after: $0)...]) }
  }
}
