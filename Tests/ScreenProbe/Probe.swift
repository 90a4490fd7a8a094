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
    case "suspend":
      screen.suspend()
      show("again", on: &screen)
    case "flood": flood(&screen)
    case "told":
      screen.expectEnd(by: SIGTERM)
      flood(&screen)
    default: ways[way]?(arguments.first ?? "")
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
  ]

  /// Writes more than any terminal takes that nobody reads.
  private static func flood(_ screen: inout Screen) {
    while true {
      screen.redrawAll()
      show("flood", on: &screen)
    }
  }

  private static func show(_ words: String, on screen: inout Screen) {
    var canvas = Canvas(screen.size)
    canvas.draw(StyledText(words), at: Point(column: 0, row: 0), columns: canvas.size.columns)
    screen.show(canvas)
  }

  /// As deep as the stack goes, in large steps: ThreadSanitizer keeps a stack of its own, which bears 65,536.
  @inline(never)
  private static func recurse(_ depth: Int) -> Int {
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 128) { space in
      unsafe space.initialize(repeating: depth)
      return unsafe recurse(depth + 1) + space[0]
    }
  }
}
