import Glibc
import Reactor
import TestSupport

import class Foundation.FileHandle
import class Foundation.FileManager

/// The server as a process, with one journal and one log through all its lives. Owned by one thread, which
/// calls `look` again and again.
final class PapodProcess {
  enum State: Equatable {
    /// To be started at that moment of the clock that never goes back.
    case down(until: Int64)
    case starting
    case up(SocketAddress)
    /// It was told to stop, and is to be started so many milliseconds after it did.
    case stopping(pause: Int64)
  }

  /// Where it listens on a host of its own.
  static let hostPort: UInt16 = 7443

  private(set) var state = State.down(until: 0)
  private let arguments: [String]
  private let passing: [String]
  private let host: NetworkHost
  private let log: FileHandle
  private let reader: FileHandle
  private var process: TestProcess?
  /// Where it listens: where it did in its last life.
  private var address: SocketAddress
  private var failures = 0
  private var said = ""

  /// The arguments are those behind `--listen`, which it adds itself: a free port of 127.0.0.1, or `hostPort`
  /// of all addresses on another host than this one.
  ///
  /// - Parameter passing: what keeps it from starting, and passes: the port of its last life is given to
  ///   anybody's next connection by the system, for one, and then another will do.
  init(
    _ arguments: [String], log path: String, passing: [String] = ["cannot listen"],
    on host: NetworkHost = .here
  ) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let log = FileHandle(forWritingAtPath: path), let reader = FileHandle(forReadingAtPath: path)
    else { throw TestFailure("cannot write \(path)", file: #fileID, line: #line) }
    self.arguments = arguments
    self.passing = passing
    self.host = host
    address = host == .here ? .loopback(port: 0) : .anyIPv4(port: Self.hostPort)
    self.log = log
    self.reader = reader
  }

  /// Sees what it says and whether it has ended, and starts it when it is time. Hands back how it ended where
  /// that was not asked for.
  func look(now: Int64) throws -> TestProcess.End? {
    if case .down(let time) = state, now >= time { try start() }
    read()
    guard let end = process?.end(within: -1) else { return nil }
    process = nil
    // Its last words came after the first look.
    read()
    switch state {
    case .stopping(let pause) where end == .exit(0):
      state = .down(until: now + pause)
      return nil
    case .starting where passing.contains(where: said.contains) && failures < 100:
      failures += 1
      if failures % 10 == 0, host == .here { address = .loopback(port: 0) }
      state = .down(until: now + 50)
      return nil
    default: return end
    }
  }

  /// Kills it as nothing else does (SIGKILL), and waits until it is gone. False where it is not there.
  func kill(pause: Int64) -> Bool {
    guard let process else { return false }
    process.send(SIGKILL)
    _ = process.end()
    self.process = nil
    state = .down(until: Clock.monotonicMilliseconds + pause)
    return true
  }

  /// Tells it to stop (SIGTERM). False where it does not serve.
  func stop(pause: Int64) -> Bool {
    guard let process, case .up = state else { return false }
    process.send(SIGTERM)
    state = .stopping(pause: pause)
    return true
  }

  /// Starts it again, where it was killed or told to stop.
  func startAgain() {
    switch state {
    case .down: state = .down(until: 0)
    case .stopping: state = .stopping(pause: 0)
    case .starting, .up: break
    }
  }

  /// Sends it a signal.
  func send(_ signal: Int32) { process?.send(signal) }

  /// The last that it said.
  var lastWords: String { String(said.suffix(2_000)) }

  private func start() throws {
    read()
    said = ""
    let command = [arguments[0], "serve", "--listen", "\(address)"] + arguments.dropFirst()
    process = try TestProcess(
      host.command(command), environment: ["LANG": "C"], output: log.fileDescriptor)
    state = .starting
  }

  private func read() {
    guard let bytes = try? reader.readToEnd(), !bytes.isEmpty else { return }
    said += String(decoding: bytes, as: UTF8.self)
    guard state == .starting, let listening else { return }
    address = listening
    failures = 0
    state = .up(listening)
  }

  /// Where it says that it listens, once the line is whole.
  private var listening: SocketAddress? {
    let lines = said.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.lazy.compactMap { line in
      line.hasPrefix("listening on ") ? SocketAddress(parsing: String(line.dropFirst(13))) : nil
    }.first
  }
}
