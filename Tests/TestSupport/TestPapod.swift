import Glibc
import Reactor
import TLS

import class Foundation.FileManager

/// The built papod with its key in a folder of the test's own. Owned by the thread that made it; killed when
/// its last reference goes.
package final class TestPapod {
  /// The folder, with the `server.crt` and `server.key` that it has been given.
  package let folder: TemporaryFolder
  private let process: TestProcess
  private let output: FileDescriptor

  /// Starts it and waits until it listens, on 127.0.0.1, with its journal in memory.
  ///
  /// - Parameters:
  ///   - folder: has a key and a certificate.
  ///   - arguments: what it is told beside where these are.
  ///   - openFiles: how many descriptors it may have; nil: as many as this process.
  package init(
    _ folder: TemporaryFolder, _ arguments: [String] = [], language: String = "en", openFiles: Int? = nil
  ) throws {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let raw = unsafe open(folder.path + "/output", flags, 0o600)
    guard raw >= 0 else { throw SystemError(call: "open", code: errno) }
    output = FileDescriptor(takingOwnership: raw)
    self.folder = folder
    let environment = TerminalEnvironment.variables(term: "dumb", home: folder.path)
    let limit = openFiles.map { ["prlimit", "--nofile=\($0)"] } ?? []
    process = try TestProcess(
      limit + [
        try TestPrograms.path(of: "papod"), "serve", "--listen", "127.0.0.1:0", "--journal", "memory",
        "--certificate", folder.path + "/server.crt", "--key", folder.path + "/server.key", "--language",
        language,
      ] + arguments, environment: environment, output: output.raw)
    try wait(for: "join with: ")
  }

  /// Its number.
  package var id: pid_t { process.id }

  /// All that it has written, the log among it.
  package var written: String {
    let bytes = FileManager.default.contents(atPath: folder.path + "/output")
    return String(decoding: bytes ?? .init(), as: UTF8.self)
  }

  /// The rest of the line that begins so; nil where there is none.
  package func line(after front: String) -> String? {
    written.split(separator: "\n").first { $0.hasPrefix(front) }.map { String($0.dropFirst(front.count)) }
  }

  /// Where it listens.
  package func address() throws -> SocketAddress {
    guard let text = line(after: "listening on "), let address = SocketAddress(parsing: text) else {
      throw TestFailure("no address in \(written)", file: #fileID, line: #line)
    }
    return address
  }

  /// Waits until it has written this, so many times.
  package func wait(
    for text: String, times: Int = 1, file: String = #fileID, line: Int = #line
  ) throws {
    try TestClock.wait("\(text) in \(folder.path)/output", file: file, line: line) {
      if written.ranges(of: text).count >= times { return true }
      if process.end(within: 0) != nil {
        throw TestFailure("papod ended: \(written)", file: file, line: line)
      }
      return false
    }
  }

  /// Sends it a signal.
  package func send(_ signal: Int32) { process.send(signal) }

  /// How it ended; nil where it does not.
  package func end() -> TestProcess.End? { process.end() }
}
