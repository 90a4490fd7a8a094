import Glibc
import Reactor

/// What stty(1) shows of a terminal, for finding out whether a program left it as it was.
package struct TerminalSettings: Sendable, Equatable, CustomStringConvertible {
  private let flags: [UInt32]
  private let characters: [UInt8]

  /// Whether what is typed is shown, and comes line by line: the terminal of a shell.
  package let isCooked: Bool

  /// Those of the terminal behind an open descriptor; a pseudoterminal's two ends share them.
  package init(of descriptor: Int32) throws(SystemError) {
    var settings = termios()
    guard unsafe tcgetattr(descriptor, &settings) == 0 else {
      throw SystemError(call: "tcgetattr", code: errno)
    }
    flags = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
    characters = unsafe withUnsafeBytes(of: settings.c_cc) { unsafe Array($0) }
    let both = tcflag_t(ECHO | ICANON)
    isCooked = settings.c_lflag & both == both
  }

  /// As `stty -g` writes it.
  package var description: String {
    (flags.map { String($0, radix: 16) } + characters.map { String($0, radix: 16) }).joined(separator: ":")
  }
}
