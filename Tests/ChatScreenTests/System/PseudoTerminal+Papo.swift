import Reactor
import TestSupport

extension PseudoTerminal {
  /// Has papo's screen drawn anew (Ctrl-L) until this word stands on it. A change alone is written in pieces,
  /// without the letters that stood there before.
  func see(_ word: String) throws {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while true {
      let mark = mark
      try type("\u{C}")
      do {
        return try wait(for: word, after: mark, patience: 200)
      } catch let failure as TestFailure {
        guard Clock.monotonicMilliseconds < deadline else { throw failure }
      }
    }
  }
}
