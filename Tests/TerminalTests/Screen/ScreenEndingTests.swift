import CPseudoTerminal
import Glibc
import Testing

@Suite("However the screen ends, the terminal is left as it was found")
struct ScreenEndingTests {
  /// Modes of pastes, focus and mouse; the keypad; the cursor; the alternate screen.
  private static let taken = ["\u{1B}[?2004h", "\u{1B}[?1004h", "\u{1B}[?1006h", "\u{1B}[?1049h"]
  private static let givenBack = [
    "\u{1B}[?2004l", "\u{1B}[?1004l", "\u{1B}[?1000l", "\u{1B}[?1006l", "\u{1B}[?1l\u{1B}>", "\u{1B}[?25h",
    "\u{1B}[?1049l",
  ]

  @Test(
    "by itself, by exit(3), by a crash",
    arguments: [
      (["close"], 0), (["exit"], 3 << 8), (["abort"], SIGABRT), (["trap"], nil), (["overflow"], SIGSEGV),
    ] as [([String], Int32?)])
  func program(arguments: [String], status: Int32?) throws {
    try expectLeftAsFound(arguments, status: status)
  }

  @Test(
    "by every signal that ends a program",
    arguments: [
      SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE,
      SIGALRM, SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS, 34, 64,
    ])
  func signal(signal: Int32) throws {
    try expectLeftAsFound(["signal", "\(signal)"], status: signal)
  }

  @Test("by a signal that the program would read, when the terminal takes no output")
  func unread() throws {
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    let child = try terminal.start(Self.probe, ["flood"])
    #expect(terminal.wait(for: "ready"))
    kill(child, SIGTERM)
    #expect(pseudo_terminal_wait(child, 120_000) == SIGTERM)
    #expect(terminal.settings == before)
  }

  @Test("and by one that the program has read, when the terminal takes no output")
  func told() throws {
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    let child = try terminal.start(Self.probe, ["told"])
    #expect(terminal.wait(for: "ready"))
    #expect(pseudo_terminal_wait(child, 120_000) == SIGTERM)
    #expect(terminal.settings == before)
  }

  @Test("and a job that is suspended comes back whole")
  func suspended() throws {
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    let shell = """
      set -m; "$0" suspend; echo "stopped $?"; read -r; fg >/dev/null; echo "ended $?"
      """
    let child = try terminal.start("/bin/bash", ["-c", shell, Self.probe])
    // 128 and SIGTSTP, as a shell tells it.
    #expect(terminal.wait(for: "stopped 148"), "\(terminal.output.debugDescription)")
    #expect(terminal.settings == before)
    let shown = terminal.output.count
    for sequence in Self.givenBack { #expect(terminal.output.contains(sequence)) }
    terminal.type("\n")
    #expect(terminal.wait(for: "ended 0", after: shown))
    let second = String(terminal.output.dropFirst(shown))
    for sequence in Self.taken + Self.givenBack + ["again"] {
      #expect(second.contains(sequence), "\(second)")
    }
    try #expect(terminal.status(of: child) == 0)
    #expect(terminal.settings == before)
  }

  @Test("and without anybody who could continue it, it is not stopped at all")
  func orphan() throws {
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    let child = try terminal.start(Self.probe, ["suspend"])
    #expect(terminal.wait(for: "closed"))
    #expect(terminal.output.contains("again"))
    try #expect(terminal.status(of: child) == 0)
    #expect(terminal.settings == before)
  }

  @Test("and a suspended job can be ended where it is")
  func endedWhileStopped() throws {
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    let shell = """
      set -m; "$0" suspend; echo "stopped $?"; kill %1; read -r
      """
    let child = try terminal.start("/bin/bash", ["-c", shell, Self.probe])
    #expect(terminal.wait(for: "closed"), "\(terminal.output.debugDescription)")
    terminal.type("\n")
    let rest = String(terminal.output.split(separator: "stopped 148").last ?? "")
    #expect(!rest.contains("\u{1B}"))
    try #expect(terminal.status(of: child) == 0)
    #expect(terminal.settings == before)
  }

  private func expectLeftAsFound(_ arguments: [String], status: Int32?) throws {
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    let child = try terminal.start(Self.probe, arguments)
    let ended = try terminal.status(of: child)
    terminal.drain()
    // 0x80: with a core.
    if let status { #expect(ended & ~0x80 == status) } else { #expect(ended & 0x7F != 0) }
    #expect(terminal.settings == before)
    for sequence in Self.taken + ["ready"] + Self.givenBack {
      #expect(terminal.output.contains(sequence), "\(terminal.output.debugDescription)")
    }
    let last = terminal.output.split(separator: "ready").last ?? ""
    for sequence in Self.taken { #expect(!last.contains(sequence)) }
    // The colours that the user has set are not ours to reset.
    #expect(!terminal.output.contains("\u{1B}]104"))
  }

  /// Beside the tests, where the build leaves it.
  private static let probe: String = {
    var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe path.withUnsafeMutableBytes {
      unsafe readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let tests = String(decoding: path.prefix(max(0, count)), as: UTF8.self)
    return tests.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/ScreenProbe"
  }()
}
