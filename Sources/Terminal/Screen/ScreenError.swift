/// Why there is no full screen. Whoever asked for it can go on line by line.
package enum ScreenError: Error, Equatable, Sendable {
  /// Standard input or standard output is none.
  case notATerminal
  /// `TERM` is unset (an empty name), `dumb`, not in terminfo, or a terminal whose cursor cannot be placed.
  case unknownTerminal(String)
  /// A call of the system failed, with this errno.
  case system(call: String, code: Int32)
}
