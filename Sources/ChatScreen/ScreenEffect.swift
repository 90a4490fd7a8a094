/// What the screen asks of the terminal beside being shown.
package enum ScreenEffect: Equatable, Sendable {
  /// Give the terminal back and stop, until the shell says otherwise.
  case suspend
  /// Write everything anew, also what seems to be there already.
  case redraw
  /// Ring, and let the desktop say this.
  case ring(String)
  /// Take the mouse, or leave it to the terminal.
  case useMouse(Bool)
}
