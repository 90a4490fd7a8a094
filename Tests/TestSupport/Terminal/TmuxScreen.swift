/// What tmux, as a terminal, showed at one moment.
package struct TmuxScreen: Sendable, Equatable, CustomStringConvertible {
  /// The rows from the top, without the blanks at their ends.
  package let rows: [String]
  /// The size in columns.
  package let columns: Int
  /// The column of the cursor, from 0.
  package let cursorColumn: Int
  /// The row of the cursor, from 0.
  package let cursorRow: Int
  /// Whether the cursor is seen. tmux hides it when the program has ended.
  package let hasCursor: Bool
  /// Whether this is the other screen, which full-screen programs draw on.
  package let isAlternate: Bool
  /// Whether the program wants to hear of the mouse.
  package let hasMouse: Bool
  /// Whether it hears of it in SGR's form (mode 1006).
  package let hasPreciseMouse: Bool
  /// Whether the keypad is the application's (smkx); ncurses' `keypad`.
  package let hasKeypad: Bool
  /// Whether nobody holds the terminal any more.
  let isDead: Bool
  /// How the program ended; nil while it runs.
  package let end: TestProcess.End?

  /// The rows as one text.
  package var text: String { rows.joined(separator: "\n") }

  /// The first row in which `text` stands.
  package func row(of text: String) -> Int? { rows.firstIndex { $0.contains(text) } }

  /// The rows in a frame, and the rest, for the message of a test.
  package var description: String {
    let framed = rows.map { "|\($0)" }.joined(separator: "\n")
    return "\(columns)x\(rows.count), cursor \(cursorColumn),\(cursorRow)\(hasCursor ? "" : " hidden"), "
      + "alternate \(isAlternate), mouse \(hasMouse), keypad \(hasKeypad), "
      + "end \(end.map { "\($0)" } ?? "not yet")\n\(framed)"
  }

  /// What the format is that `init` reads.
  static let format = [
    "pane_width", "pane_height", "cursor_x", "cursor_y", "cursor_flag", "alternate_on", "mouse_any_flag",
    "mouse_sgr_flag", "keypad_flag", "pane_dead", "pane_dead_status", "pane_dead_signal",
  ].map { "#{\($0)}" }.joined(separator: ",")

  /// Reads a line of `format` and the rows behind it; nil where that is not what came.
  init?(_ answer: String) {
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    let fields = lines[0].split(separator: ",", omittingEmptySubsequences: false).map { Int32($0) }
    guard fields.count == 12, let width = fields[0], let height = fields[1], let x = fields[2],
      let y = fields[3], lines.count > height
    else { return nil }
    columns = Int(width)
    rows = lines.dropFirst().prefix(Int(height)).map(String.init)
    cursorColumn = Int(x)
    cursorRow = Int(y)
    hasCursor = fields[4] == 1
    isAlternate = fields[5] == 1
    hasMouse = fields[6] == 1
    hasPreciseMouse = fields[7] == 1
    hasKeypad = fields[8] == 1
    isDead = fields[9] == 1
    if !isDead {
      end = nil
    } else if let signal = fields[11] {
      end = .signal(signal)
    } else {
      end = fields[10].map { .exit($0) }
    }
  }
}
