import Glibc
import Terminal

/// A program that takes the terminal and ends in the way that it is told, for what can only be seen from the
/// outside: what a terminal is left like by a crash, a signal, a stop.
@main
enum Probe {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    let way = arguments.popFirst() ?? ""
    var stop = sigset_t()
    unsafe sigemptyset(&stop)
    for signal in [SIGTSTP, SIGCONT, SIGTERM] { unsafe sigaddset(&stop, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &stop, nil)
    var screen = try Screen()
    show("ready", on: &screen)
    switch way {
    case "close": screen.close()
    case "exit": exit(3)
    case "abort": abort()
    case "trap": fatalError()
    case "overflow": print(recurse(1))
    case "signal": raise(Int32(arguments.first ?? "") ?? 0)
    case "suspend":
      screen.suspend()
      show("again", on: &screen)
      screen.close()
      print("closed")
    case "wait": while true { pause() }
    default: exit(64)
    }
  }

  private static func show(_ words: String, on screen: inout Screen) {
    var canvas = Canvas(screen.size)
    canvas.draw(StyledText(words), at: Point(column: 0, row: 0), columns: canvas.size.columns)
    screen.show(canvas)
  }

  /// As deep as the stack goes.
  @inline(never)
  private static func recurse(_ depth: Int) -> Int {
    depth == 0 ? 0 : recurse(depth + 1) + 1
  }
}
