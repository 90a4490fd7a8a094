import ChatClient
import Reactor
import TestSupport
import Wire

/// Papo, as a person starts it to get to a test's server.
extension TestServer {
  /// What stands in the title once one is in the room.
  static let connected = "connected"

  /// The command line of a papo that knows this server by its pin.
  ///
  /// - Parameters:
  ///   - address: where it is to connect to, when that is not the server itself.
  ///   - isGuest: whether it shows no key, so that no sign stands behind the name.
  ///   - more: what else stands in it.
  func papo(
    _ name: String? = "ana", language: Language = .english, at address: SocketAddress? = nil,
    isGuest: Bool = true, with more: [String] = []
  ) throws -> [String] {
    let options = (name.map { ["--name", $0] } ?? []) + (isGuest ? ["--guest"] : []) + more
    return [try TestPrograms.path(of: "papo"), "--language", language.rawValue, "--pin", "\(pin)"] + options
      + ["\(address ?? self.address)"]
  }

  /// Ana's full screen in a tmux, in the room.
  func screen(
    columns: Int = 80, rows: Int = 24, at address: SocketAddress? = nil, environment: [String: String] = [:],
    with more: [String] = [], file: String = #fileID, line: Int = #line
  ) throws -> TmuxTerminal {
    let terminal = try TmuxTerminal(
      try papo(at: address, with: more), columns: columns, rows: rows, environment: environment)
    try terminal.waitForRoom(file: file, line: line)
    return terminal
  }

  /// Ana's full screen in a terminal that the test plays, in the room.
  func rawScreen(
    term: String = "xterm-256color", environment: [String: String] = [:], allowsBell: Bool = false,
    with more: [String] = []
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      try papo(with: more), term: term, environment: environment, allowsBell: allowsBell)
    try terminal.wait(for: "welcome,")
    return terminal
  }

}

extension Language {
  /// What a person of this language types for yes.
  var yes: String { self == .portuguese ? "s" : "y" }
}
