import Glibc
import Reactor
import Synchronization

import class Foundation.FileManager

/// A nats-server with JetStream, on a port of 127.0.0.1 that nobody else has, with its files in a folder of
/// the test's own. Any thread may use it; it is killed when its last reference goes.
package final class TestNATSServer: Sendable {
  /// The test's, for mirrors and certificates too.
  package let folder: TemporaryFolder
  private let options: [String]
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var process: TestProcess
    var port: UInt16
  }

  /// Starts it and waits until it listens.
  ///
  /// - Parameters:
  ///   - folder: where it has its files; one of its own where nil.
  ///   - options: more of its command line.
  package init(in folder: TemporaryFolder? = nil, _ options: [String] = []) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    self.options = options
    let (process, port) = try Self.start(in: folder, port: nil, options)
    state = Mutex(State(process: process, port: port))
  }

  /// Where it listens.
  package var port: UInt16 { state.withLock { $0.port } }

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

  /// Starts it again after `kill`.
  package func startAgain() throws {
    try state.withLock { state in
      state.process = try Self.start(in: folder, port: state.port, options).process
    }
  }

  /// Kills it and starts it anew, on the same port and without what it had stored.
  package func loseFiles() throws {
    kill()
    try FileManager.default.removeItem(atPath: folder.path + "/store")
    try startAgain()
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

  private static func start(
    in folder: TemporaryFolder, port: UInt16?, _ options: [String]
  ) throws -> (process: TestProcess, port: UInt16) {
    // Debian has it where not everybody looks for programs.
    let debian = "/usr/sbin/nats-server"
    let program = unsafe access(debian, X_OK) == 0 ? debian : "nats-server"
    let process = try TestProcess(
      [
        program, "-a", "127.0.0.1", "-p", port.map { "\($0)" } ?? "-1", "-js", "-sd", folder.path + "/store",
        "-l", folder.path + "/nats.log", "--ports_file_dir", folder.path,
      ] + options, environment: TerminalEnvironment.variables(term: "dumb", home: folder.path))
    var found: UInt16?
    let ports = "\(folder.path)/nats-server_\(process.id).ports"
    try TestClock.wait("nats-server listens") {
      guard process.end(within: 0) == nil else {
        throw TestFailure("nats-server ended, see \(folder.path)/nats.log", file: #fileID, line: #line)
      }
      let bytes = FileManager.default.contents(atPath: ports)
      let words = String(decoding: bytes ?? .init(), as: UTF8.self).split { !$0.isLetter && !$0.isNumber }
      found = words.last { $0.count >= 2 && $0.allSatisfy(\.isNumber) && UInt16($0) ?? 0 > 1_023 }
        .flatMap { UInt16($0) }
      return found != nil
    }
    return (process, found ?? 0)
  }
}
