import CPseudoTerminal
import Glibc
import Testing

/// A terminal of the test's own, which plays the one that shows things.
final class PseudoTerminal {
  /// The side that is a terminal to programs.
  let terminal: Int32
  private let master: Int32
  private let path: String
  /// All that was written to the terminal so far.
  private(set) var output = ""

  init(columns: Int32 = 80, rows: Int32 = 24) throws {
    var name = [CChar](repeating: 0, count: PSEUDO_TERMINAL_PATH)
    master = unsafe pseudo_terminal_open(columns, rows, &name)
    try #require(master >= 0)
    path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    terminal = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(terminal >= 0)
  }

  deinit {
    close(terminal)
    close(master)
  }

  /// The settings, as `stty -a` would show them.
  var settings: [UInt8] {
    var now = termios()
    unsafe tcgetattr(terminal, &now)
    return unsafe withUnsafeBytes(of: &now) { unsafe Array($0) }
  }

  /// Types.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    let written = unsafe write(master, bytes, bytes.count)
    #expect(written == bytes.count)
  }

  /// Reads until the terminal has been sent `expected`, after `start` characters of what came before; false
  /// after two minutes without.
  @discardableResult
  func wait(for expected: String, after start: Int = 0) -> Bool {
    while !output.dropFirst(start).contains(expected) {
      guard read(milliseconds: 120_000) else { return false }
    }
    return true
  }

  /// Reads what was already written.
  func drain() {
    while read(milliseconds: 0) {}
  }

  /// Gives it another size.
  func resize(columns: Int32, rows: Int32) {
    #expect(pseudo_terminal_resize(master, columns, rows) == 0)
  }

  /// Starts a program in a session of its own on this terminal.
  func start(_ program: String, _ arguments: [String]) throws -> pid_t {
    let copies = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    let child = unsafe pseudo_terminal_start(path, "xterm-256color", copies)
    try #require(child > 0)
    return child
  }

  /// Waits until a child has ended, and answers its status as wait(2) has it. Reads meanwhile, since a
  /// program whose terminal takes no more does not end.
  func status(of child: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = unsafe waitpid(child, &status, WNOHANG)
      try #require(ended >= 0)
      if ended == child { return status }
      _ = read(milliseconds: 5)
    }
  }

  private func read(milliseconds: Int32) -> Bool {
    var readable = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&readable, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += String(decoding: buffer[..<count], as: UTF8.self)
    return true
  }
}
