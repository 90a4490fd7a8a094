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
    if way == "suspend" {
      screen.suspend()
      show("again", on: &screen)
    } else {
      ways[way]?(arguments.first ?? "")
    }
    screen.close()
    print("closed")
  }

  /// Looked up at run time: the compiler gives the screen back before what it sees never to return.
  private static let ways: [String: @Sendable (String) -> Void] = [
    "exit": { _ in exit(3) },
    "abort": { _ in abort() },
    "trap": { _ in fatalError("as it was told") },
    "overflow": { _ in print(recurse(1)) },
    "signal": { _ = raise(Int32($0) ?? 0) },
    "wait": { _ in while true { pause() } },
  ]

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
