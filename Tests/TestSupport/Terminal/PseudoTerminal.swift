import Glibc
import Reactor

/// A program in a terminal that the test itself plays: it gets every byte that the program sends, and judges
/// it. What it does not read, the program waits for. Owned by the thread that made it.
package final class PseudoTerminal {
  /// How much of the newest output is kept at least, in bytes; never more than twice as much.
  package static let maximumKept = 262_144

  /// What came, judged.
  package private(set) var output: TerminalOutput
  /// The newest of what came.
  package private(set) var kept: [UInt8] = []
  /// The folder that is the program's home, gone with this.
  package let home: TemporaryFolder
  /// The program.
  package let process: TestProcess

  private let master: FileDescriptor
  // Held open, so that the settings outlive the program, and the end of its output is not an error.
  private let slave: FileDescriptor
  private var poller: Poller

  /// Starts `arguments` with the terminal as its controlling one.
  ///
  /// - Parameters:
  ///   - term: TERM; nobody answers here for what it says, so only the output depends on it.
  ///   - environment: put over `TerminalEnvironment`'s.
  ///   - allowsBell: whether the bell is no complaint.
  package init(
    _ arguments: [String], columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
    environment: [String: String] = [:], allowsBell: Bool = false
  ) throws {
    ProcessLimits.ignoreBrokenPipe()
    output = TerminalOutput(allowsBell: allowsBell)
    home = try TemporaryFolder()
    master = try Self.open("/dev/ptmx")
    slave = try Self.open(try Self.unlock(master))
    try Self.resize(master, columns, rows)
    poller = try Poller(capacity: 1)
    process = try TestProcess(
      arguments, environment: TerminalEnvironment.variables(term: term, home: home.path, environment),
      terminal: try Self.unlock(master))
    try poller.add(master.raw, .readable, token: 0)
  }

  /// The settings of the terminal, also after the program's end.
  package var settings: TerminalSettings {
    get throws { try TerminalSettings(of: slave.raw) }
  }

  /// How many bytes have come: the place behind which `wait(for:after:)` is to look.
  package var mark: Int { output.byteCount }

  /// Sends bytes as a terminal does for keys.
  package func send(_ bytes: [UInt8]) throws {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var sent = 0
    while sent < bytes.count {
      if let count = try master.write(bytes.span.extracting(droppingFirst: sent)) {
        sent += count
      } else {
        guard Clock.monotonicMilliseconds < deadline else { throw failure("nothing typed is read") }
        try pump()
      }
    }
  }

  /// Types a text.
  package func type(_ text: String) throws {
    try send(Array(text.utf8))
  }

  /// Gives the terminal another size, which the program is told by SIGWINCH.
  package func resize(columns: Int, rows: Int) throws {
    try Self.resize(master, columns, rows)
  }

  /// Reads what the program sends until these bytes stand in what came behind `mark`. What is drawn comes in
  /// pieces that curses chooses: a word without blanks, drawn anew, is a good thing to look for.
  package func wait(
    for text: String, after mark: Int = 0, patience: Int64 = TestClient.patience
  ) throws {
    let wanted = Array(text.utf8)
    var searched = mark
    try wait("no \(text.debugDescription)", patience: patience) {
      let first = output.byteCount - kept.count
      let found = Self.find(wanted, in: kept[max(searched - first, 0)...])
      // A part of it may stand at the end.
      searched = max(output.byteCount - wanted.count, mark)
      return found
    }
  }

  /// Reads what the program sends until `condition` holds, which is asked after every piece; `patience`
  /// is in milliseconds.
  package func wait(
    _ words: String, patience: Int64 = TestClient.patience, until condition: () throws -> Bool
  ) throws {
    let deadline = Clock.monotonicMilliseconds + patience
    while try !condition() {
      guard Clock.monotonicMilliseconds < deadline else { throw failure(words) }
      // What has ended says no more than what is still on its way.
      let hasEnded = process.end(within: 0) != nil
      if try !pump(), hasEnded {
        // It may have ended after the condition was asked.
        if try condition() { return }
        throw failure("ended, and \(words)")
      }
    }
  }

  /// Reads everything to the program's end, and says how it ended.
  package func finish() throws -> TestProcess.End {
    try wait("it does not end") { process.end(within: 0) != nil }
    while try take() {}
    output.finish()
    guard let end = process.end(within: 0) else { throw failure("it does not end") }
    return end
  }

  /// Takes what is there, or comes after a little waiting; whether something came.
  @discardableResult
  private func pump() throws -> Bool {
    if try take() { return true }
    _ = try poller.wait(timeoutMilliseconds: 10)
    return try take()
  }

  /// Takes what is there. All that a program wrote before it ended is: read(2) itself carries over what the
  /// kernel has not yet, and the poller, which waits to be told of that, may be told late on a busy machine.
  private func take() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var span = buffer.mutableSpan
    guard let count = try master.read(into: &span), count > 0 else { return false }
    output.take(buffer[..<count])
    kept += buffer[..<count]
    if kept.count > 2 * Self.maximumKept { kept.removeFirst(kept.count - Self.maximumKept) }
    return true
  }

  private func failure(_ words: String) -> TestFailure {
    let last = String(decoding: kept.suffix(300), as: UTF8.self).debugDescription
    return TestFailure(
      "\(words); \(output.complaints); the last: \(last)", file: #fileID, line: #line, maximum: 5_000)
  }
}

extension PseudoTerminal {
  private static func open(_ path: String) throws(SystemError) -> FileDescriptor {
    let raw = unsafe Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard raw >= 0 else { throw SystemError(call: "open \(path)", code: errno) }
    return FileDescriptor(takingOwnership: raw)
  }

  /// Lets the other end be opened, and says where it is: what unlockpt(3) and ptsname(3) do, which Swift does
  /// not import (TIOCSPTLCK and TIOCGPTN of ioctl_tty(2)).
  private static func unlock(_ master: borrowing FileDescriptor) throws(SystemError) -> String {
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard unsafe ioctl(master.raw, 0x4004_5431, &isLocked) == 0,
      unsafe ioctl(master.raw, 0x8004_5430, &number) == 0
    else { throw SystemError(call: "ioctl", code: errno) }
    return "/dev/pts/\(number)"
  }

  private static func resize(
    _ master: borrowing FileDescriptor, _ columns: Int, _ rows: Int
  ) throws(SystemError) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe ioctl(master.raw, UInt(TIOCSWINSZ), &size) == 0 else {
      throw SystemError(call: "ioctl", code: errno)
    }
  }

  private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = wanted.first else { return true }
    var rest = bytes
    while let index = rest.firstIndex(of: first) {
      rest = rest[index...]
      if rest.starts(with: wanted) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
