import Glibc
import Reactor

import class Foundation.FileManager

/// A program in a terminal that is tmux: a real emulator, whose picture can be looked at. Each has a tmux
/// server of its own, which ends with it. Owned by the thread that made it.
package final class TmuxTerminal {
  /// What the shell of `shell` says when it waits; a row that has only this in it loses the blank.
  package static let prompt = "ready$"

  /// The folder that is the program's home, gone with this.
  package let home: TemporaryFolder

  // Apart from the home, and short: the path of a socket has at most 107 bytes (unix(7)).
  private let folder: TemporaryFolder
  private let terminal: String
  private var isClosed = false

  /// Starts `arguments`, a program and what it takes, as the first process of a terminal. It then belongs to
  /// an orphaned process group, which cannot be suspended; for that, start it from a `shell`.
  ///
  /// - Parameters:
  ///   - term: TERM: what the program takes tmux for; `xterm-256color` is right enough for ncurses.
  ///   - environment: put over `TerminalEnvironment`'s.
  package init(
    _ arguments: [String], columns: Int = 80, rows: Int = 24, term: String = "tmux-256color",
    environment: [String: String] = [:]
  ) throws {
    let home = try TemporaryFolder()
    let folder = try TemporaryFolder()
    self.home = home
    self.folder = folder
    let variables = TerminalEnvironment.variables(term: term, home: home.path, environment)
    let clean = ["/usr/bin/env", "-i"] + variables.map { "\($0.key)=\($0.value)" } + arguments
    let settings = """
      set -g focus-events on
      set -g status off
      set -g remain-on-exit on
      set -g remain-on-exit-format ""
      set -g escape-time 0
      set -g history-limit 2000
      """
    let file = folder.path + "/settings"
    guard FileManager.default.createFile(atPath: file, contents: .init(settings.utf8)) else {
      throw TestFailure("cannot write \(file)", file: #fileID, line: #line)
    }
    let size = ["-x", "\(columns)", "-y", "\(rows)"]
    terminal = try Self.run(
      ["-f", file, "-u", "new-session", "-d", "-P", "-F", "#{pane_tty}"] + size + ["--"] + clean, folder.path
    ).trimmed
  }

  /// A shell that leaves the settings of its terminal alone, and starts programs in process groups of their
  /// own, as a person's does. Answers when it waits.
  package static func shell(
    columns: Int = 80, rows: Int = 24, term: String = "tmux-256color", environment: [String: String] = [:]
  ) throws -> TmuxTerminal {
    let terminal = try TmuxTerminal(
      ["/bin/sh", "-i"], columns: columns, rows: rows, term: term, environment: environment)
    try terminal.wait("the shell waits") { $0.rows.first == prompt }
    return terminal
  }

  /// What is seen now.
  package var screen: TmuxScreen {
    get throws {
      let answer = try tmux(["display-message", "-p", TmuxScreen.format, ";", "capture-pane", "-p"])
      guard let screen = TmuxScreen(answer) else {
        throw TestFailure("not understood: \(answer)", file: #fileID, line: #line)
      }
      return screen
    }
  }

  /// The rows with the sequences (SGR) for their colours and attributes.
  package var styledRows: [String] {
    get throws {
      try tmux(["capture-pane", "-p", "-e"]).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
    }
  }

  /// The settings of the terminal. Not to be had any more when the program of `init` has ended.
  package var settings: TerminalSettings {
    get throws {
      let raw = unsafe open(terminal, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      guard raw >= 0 else { throw SystemError(call: "open \(terminal)", code: errno) }
      let descriptor = FileDescriptor(takingOwnership: raw)
      return try TerminalSettings(of: descriptor.raw)
    }
  }

  /// The id of the process that `init` started.
  package var process: pid_t {
    get throws { try id("pane_pid") }
  }

  /// Whether the bell has rung.
  package var hasRung: Bool {
    get throws { try tmux(["display-message", "-p", "#{window_bell_flag}"]).trimmed == "1" }
  }

  /// Looks again and again until what is seen is as `condition` wants it, and hands that back. Fails with
  /// what was seen last.
  @discardableResult
  package func wait(
    _ words: String, file: String = #fileID, line: Int = #line, until condition: (TmuxScreen) throws -> Bool
  ) throws -> TmuxScreen {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while true {
      let screen = try screen
      if try condition(screen) { return screen }
      guard Clock.monotonicMilliseconds < deadline else {
        throw TestFailure("not seen: \(words)\n\(screen)", file: file, line: line, maximum: 20_000)
      }
      TestClock.tick()
    }
  }

  /// Waits until a row has this text in it.
  @discardableResult
  package func wait(for text: String, file: String = #fileID, line: Int = #line) throws -> TmuxScreen {
    try wait(text.debugDescription, file: file, line: line) { $0.row(of: text) != nil }
  }

  /// Waits for the end of the program of `init`, and says how it ended. What it wrote last need not be seen
  /// then: tmux closes the terminal of a program whose end it is told of first. Where that is looked for, the
  /// program is to be started from a `shell`.
  package func waitForEnd(file: String = #fileID, line: Int = #line) throws -> TestProcess.End? {
    try wait("the end", file: file, line: line) { screen in
      // tmux now and then misses the signal of a program that ends at once, and never asks by itself.
      if screen.isDead, screen.end == nil { kill(try server, SIGCHLD) }
      return screen.end != nil
    }.end
  }

  /// Gives the terminal another size, from 1 by 1.
  package func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Ends the terminal, and with it (SIGHUP) what runs in it.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    _ = try? Self.run(["kill-server"], folder.path)
  }

  deinit { close() }

  /// The id of tmux itself.
  private var server: pid_t {
    get throws { try id("pid") }
  }

  private func id(_ format: String) throws -> pid_t {
    let answer = try tmux(["display-message", "-p", "#{\(format)}"]).trimmed
    // Signals go to it, and 0 would be ourselves.
    guard let id = pid_t(answer), id > 1 else {
      throw TestFailure("no process: \(answer)", file: #fileID, line: #line)
    }
    return id
  }

  /// Runs a command of tmux, and answers what it printed.
  @discardableResult
  func tmux(_ arguments: [String]) throws -> String {
    try Self.run(arguments, folder.path)
  }

  /// Writes what is to be pasted into a file of its own, and answers its path.
  func fileForPasting(_ text: String) throws -> String {
    let path = folder.path + "/paste"
    guard FileManager.default.createFile(atPath: path, contents: .init(text.utf8)) else {
      throw TestFailure("cannot write \(path)", file: #fileID, line: #line)
    }
    return path
  }

  /// The name of the socket is the folder's alone: no other server is ever spoken to.
  private static func run(_ arguments: [String], _ folder: String) throws -> String {
    let path = folder + "/output"
    let raw = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw SystemError(call: "open \(path)", code: errno) }
    let output = FileDescriptor(takingOwnership: raw)
    var environment = TerminalEnvironment.variables(term: "dumb", home: folder)
    environment["SHELL"] = "/bin/sh"
    let process = try TestProcess(
      ["tmux", "-S", folder + "/socket"] + arguments, environment: environment, output: output.raw)
    let end = process.end()
    let answer = String(decoding: FileManager.default.contents(atPath: path) ?? .init(), as: UTF8.self)
    guard end == .exit(0) else {
      throw TestFailure("tmux \(arguments): \(answer)", file: #fileID, line: #line)
    }
    return answer
  }
}

extension String {
  fileprivate var trimmed: String { String(split(separator: "\n").first ?? "") }
}
