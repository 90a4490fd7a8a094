import ChatClient
import Terminal

// The picture of it all.
extension ChatScreen {
  /// What the terminal is to show now.
  package mutating func picture() -> Canvas {
    let buttons = buttons
    let fieldColumns = ScreenLayout.fieldColumns(size.columns, buttonColumns: columns(of: buttons))
    let text = field.layout(
      columns: fieldColumns, maximumRows: ScreenLayout.fieldRows(size.rows))
    layout = ScreenLayout(
      size, fieldRows: text.rows.count, buttonColumns: columns(of: buttons),
      // Before we are in the room nobody has told who is.
      showsPeople: dialogue.transcript.presence.count == 0 ? false : showsPeople)
    pane.resize(to: layout.pane.size)
    fitHelp()
    setTail()
    var canvas = Canvas(size)
    drawTitle(on: &canvas)
    drawMessages(on: &canvas)
    drawPeople(on: &canvas)
    drawDivider(on: &canvas)
    drawField(text, on: &canvas)
    draw(buttons, on: &canvas)
    return canvas
  }

  private mutating func drawMessages(on canvas: inout Canvas) {
    let rows: [StyledText]
    let top: Int
    if help == nil {
      rows = pane.rows()
      top = layout.pane.size.rows - rows.count
    } else {
      help?.resize(to: layout.pane.size)
      rows = help?.rows() ?? []
      top = 0
    }
    for (index, row) in rows.enumerated() {
      let point = Point(column: layout.pane.origin.column, row: layout.pane.origin.row + top + index)
      canvas.draw(row, at: point, columns: layout.pane.size.columns)
    }
  }

  /// Names in the order of `Presence`; those without room are counted in the last row.
  private mutating func drawPeople(on canvas: inout Canvas) {
    guard let column = layout.people else { return people = [] }
    let presence = dialogue.transcript.presence
    people = [StyledText(wording.count(presence.count), Style(.standard, .bold))]
    let room = column.size.rows - 1
    let isCut = presence.count > room
    for name in presence.names.prefix(isCut ? max(0, room - 1) : room) {
      let you = name == formatter.ownName ? StyledText(" (\(wording.you))", Style(.standard, .dim)) : ""
      people.append(formatter.name(name, isKeyed: !presence.pins(of: name).isEmpty) + you)
    }
    let more = presence.count - (people.count - 1)
    if more > 0, people.count < column.size.rows {
      people.append(StyledText(wording.more(more), Style(.standard, .dim)))
    }
    for row in 0..<column.size.rows {
      let text = row < people.count ? people[row] : StyledText()
      let point = Point(column: column.origin.column, row: column.origin.row + row)
      canvas.draw(
        StyledText("│ ", Style(.standard, .dim)) + text, at: point, columns: column.size.columns)
    }
  }

  private mutating func drawField(_ text: FieldLayout, on canvas: inout Canvas) {
    if let prompt = layout.prompt {
      canvas.draw(StyledText("> ", Style(.standard, .bold)), at: prompt.origin, columns: prompt.size.columns)
    }
    for (index, row) in text.rows.enumerated() {
      let point = Point(column: layout.field.origin.column, row: layout.field.origin.row + index)
      canvas.draw(StyledText(row), at: point, columns: layout.field.size.columns)
    }
    canvas.cursor = Point(
      column: layout.field.origin.column + text.cursor.column,
      row: layout.field.origin.row + text.cursor.row)
  }
}
