import ChatClient
import Terminal

// The title, the line above the field, and the buttons.
extension ChatScreen {
  /// Below this width, in columns, the buttons have but a sign on them.
  private static let widthForWords = 30

  /// What the buttons say, the one that means yes first.
  var buttons: [String] {
    let words: [String]
    if confirmation != nil {
      words = [wording.yesButton, wording.noButton]
    } else {
      switch dialogue.question {
      case .trust, .stranger: words = [wording.yesButton, wording.noButton]
      case .name: words = [wording.enterButton]
      case .line, .nothing: words = [wording.sendButton]
      }
    }
    guard size.columns < Self.widthForWords else { return words.map { "[ \($0) ]" } }
    return words.count == 1 ? ["[↵]"] : words.map { "[\($0.prefix(1))]" }
  }

  /// How many columns they take, one between any two.
  func columns(of buttons: [String]) -> Int {
    buttons.map(TextWidth.columns).reduce(0, +) + buttons.count - 1
  }

  func buttonIndex(at point: Point) -> Int? {
    guard let place = layout.buttons, place.contains(point) else { return nil }
    var column = place.origin.column
    for (index, button) in buttons.enumerated() {
      let end = column + TextWidth.columns(button)
      if column..<end ~= point.column { return index }
      column = end + 1
    }
    return nil
  }

  func draw(_ buttons: [String], on canvas: inout Canvas) {
    guard let place = layout.buttons else { return }
    var text = StyledText()
    for button in buttons {
      if !text.runs.isEmpty { text.append(" ") }
      text.append(button, Style(.standard, [.bold, .reverse]))
    }
    canvas.draw(text, at: place.origin, columns: place.size.columns)
  }

  /// The server, whether it is trusted, how many are here, and the connection's state; of these, in a narrow
  /// terminal, those that matter most.
  func drawTitle(on canvas: inout Canvas) {
    guard let title = layout.title else { return }
    canvas.fill(title, Style(.standard, .reverse))
    var parts: [(text: String, color: Color)] = [
      (" papo", .standard), ("\(dialogue.trust.address)", .standard),
      (wording.standing(dialogue.trust.standing), dialogue.trust.standing == .unknown ? .yellow : .green),
      (wording.count(dialogue.transcript.presence.count), .standard),
      (wording.state(dialogue.connection), dialogue.connection == .connected ? .green : .yellow),
    ]
    if dialogue.transcript.presence.count == 0 { parts.remove(at: 3) }
    for place in [0, 1, 0, 0] where parts.count > 1 {
      let columns = parts.map { TextWidth.columns($0.text) + 3 }.reduce(0, +)
      if columns - 3 > title.size.columns { parts.remove(at: place) }
    }
    var text = StyledText()
    for part in parts {
      if !text.runs.isEmpty { text.append(" · ", Style(.standard, .reverse)) }
      text.append(part.text, Style(part.color, .reverse))
    }
    canvas.draw(text, at: title.origin, columns: title.size.columns)
  }

  /// What is to be known at a glance: that we are leaving, and how much is below.
  func drawDivider(on canvas: inout Canvas) {
    guard let divider = layout.divider else { return }
    let columns = divider.size.columns
    canvas.draw(
      StyledText(String(repeating: "─", count: columns), Style(.standard, .dim)), at: divider.origin,
      columns: columns)
    var used = 1
    let left = dividerWords()
    if !left.runs.isEmpty, left.columns + 4 <= columns {
      used += canvas.draw(
        " " + left + " ", at: Point(column: 1, row: divider.origin.row), columns: columns - 2)
    }
    let hint = " \(help == nil ? wording.helpHint : wording.helpEndHint) "
    let start = columns - TextWidth.columns(hint) - 1
    guard start > used else { return }
    canvas.draw(
      StyledText(hint, Style(.standard, .dim)), at: Point(column: start, row: divider.origin.row),
      columns: columns - start)
  }

  private func dividerWords() -> StyledText {
    if isLeaving { return StyledText(wording.leaving, Style(.yellow, .bold)) }
    if help == nil, !pane.isAtBottom {
      return StyledText(wording.below(pane.newBelow), Style(.cyan, .bold))
    }
    return StyledText()
  }
}
