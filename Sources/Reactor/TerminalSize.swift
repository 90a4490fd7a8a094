import CLinux

/// How many letters a terminal shows.
package struct TerminalSize: Sendable, Equatable {
  /// Letters in a row, at least 1.
  package let columns: Int
  /// Rows, at least 1.
  package let rows: Int

  /// The size of the terminal behind a descriptor (TIOCGWINSZ, ioctl_tty(2)); nil where it is none, or does
  /// not say.
  package init?(of descriptor: Int32) {
    let size = linux_terminal_size_of(descriptor)
    guard size.columns > 0, size.rows > 0 else { return nil }
    columns = Int(size.columns)
    rows = Int(size.rows)
  }
}
