import ChatClient
import Terminal

// What the mouse does.
extension ChatScreen {
  mutating func take(_ event: MouseEvent, at now: Int64) {
    switch event.kind {
    case .wheelUp: scroll(by: -Self.wheelRows)
    case .wheelDown: scroll(by: Self.wheelRows)
    case .press: if event.button == 1 { click(event.point, at: now) }
    case .release: break
    }
  }

  private mutating func scroll(by rows: Int) {
    guard help == nil else { return help?.scroll(by: rows) ?? () }
    pane.scroll(by: rows)
    if rows < 0 { reachForOlder() }
  }

  private mutating func click(_ point: Point, at now: Int64) {
    if let index = buttonIndex(at: point) {
      pressButton(index, at: now)
    } else if layout.field.contains(point) {
      field.place(cursorAt: layout.field.relative(point))
    } else if layout.divider?.contains(point) == true {
      pane.scrollToBottom()
    } else if help == nil, let name = name(at: point) {
      address(name)
    }
  }

  private mutating func pressButton(_ index: Int, at now: Int64) {
    let isYes = index == 0
    if confirmation != nil {
      answer(isYes, at: now)
    } else {
      switch dialogue.question {
      case .trust, .stranger: field.set(isYes ? wording.yesLetter : "n")
      case .name, .line, .nothing: break
      }
      enter(at: now)
    }
  }

  private mutating func name(at point: Point) -> String? {
    if layout.pane.contains(point) {
      var point = layout.pane.relative(point)
      // The messages stand at the bottom of their part.
      point.row -= layout.pane.size.rows - pane.rows().count
      return point.row >= 0 ? pane.tag(at: point) : nil
    }
    guard let column = layout.people, column.contains(point) else { return nil }
    let row = column.relative(point).row
    return people.indices.contains(row) ? people[row].runs.lazy.compactMap(\.tag).first : nil
  }

  /// Begins a private message, or turns the one begun to somebody else.
  private mutating func address(_ name: String) {
    guard dialogue.question == .line else { return }
    // It was asked about the text as it was.
    confirmation = nil
    var text = field.text[...]
    if text.first == "@", text.dropFirst().first != "@" {
      text = text.drop { !$0.isWhitespace }.drop { $0 == " " }
    }
    field.set("@\(name) \(text)")
  }
}
