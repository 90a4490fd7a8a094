import Glibc
import Reactor
import TLS
import TestSupport

import class Foundation.FileManager

/// The built papo on a terminal of its own, at its first contact with a server: it asks whether to trust the
/// key that was shown. Owned by the thread that made it.
final class AskingPapo {
  private let terminal: PseudoTerminal

  /// Starts it, and waits for the question.
  ///
  /// - Parameters:
  ///   - name: of one's own, since each has a key of its own and is to own it.
  ///   - onScreen: on the full screen, else in plain lines.
  init(_ name: String, at server: SocketAddress, onScreen: Bool) throws {
    let face = onScreen ? [] : ["--plain"]
    terminal = try PseudoTerminal(
      [try TestPrograms.path(of: "papo"), "--language", "en", "--name", name] + face + ["\(server)"])
    // Of what it asks, in either face, a word that is drawn in one piece.
    try terminal.wait(for: onScreen ? "telephone" : "[y/N")
  }

  /// Types a line.
  func answer(_ line: String) throws { try terminal.type(line + "\r") }

  /// Waits for the room, and leaves it.
  func leave() throws {
    try terminal.wait(for: "welcome,")
    try answer("#quit")
  }

  /// How it ends.
  func finish() throws -> TestProcess.End { try terminal.finish() }

  /// Has the terminal gone (SIGHUP), and says how it ended.
  func hangUp() throws -> TestProcess.End {
    terminal.process.send(SIGHUP)
    return try terminal.finish()
  }

  /// Whether this key is all that it has written down of servers, or, with nil, nothing.
  func knows(_ pin: PublicKeyPin?) throws -> Bool {
    let file = terminal.home.path + "/state/papo/known_servers"
    let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let pins = text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("sha256//") }
    return pins == (pin.map { ["\($0)"] } ?? [])
  }
}
