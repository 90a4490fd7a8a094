import Terminal

/// Where each part of the screen stands in a terminal of any size. What has no room is nil; the field is the
/// last to go.
struct ScreenLayout: Equatable {
  /// The most rows of the field; a longer text scrolls in it.
  private static let maximumFieldRows = 5

  /// From this width on, in columns, the people are shown without being asked for.
  static let widthForPeople = 72

  /// What stands before the text that one types.
  static let promptColumns = 2

  /// Below this width there is no room for a column of people beside the messages.
  static let narrowestForPeople = 36

  /// A name of 32 narrow characters is cut there, and the line between is part of it.
  private static let peopleColumns = 22

  let title: Rectangle?
  let pane: Rectangle
  let people: Rectangle?
  let divider: Rectangle?
  /// The place before the field, where there is one.
  let prompt: Rectangle?
  let field: Rectangle
  let buttons: Rectangle?

  /// - Parameters:
  ///   - fieldRows: as many as the text would take in `fieldColumns`.
  ///   - buttonColumns: what the buttons take.
  ///   - showsPeople: what the person chose; nil where they never did.
  init(_ size: Size, fieldRows: Int, buttonColumns: Int, showsPeople: Bool?) {
    let (columns, rows) = (size.columns, size.rows)
    let fieldRows = min(max(1, fieldRows), Self.fieldRows(rows))
    let hasDivider = rows >= 3
    let hasTitle = rows >= 4
    let top = hasTitle ? 1 : 0
    let paneRows = max(0, rows - top - (hasDivider ? 1 : 0) - fieldRows)
    title = hasTitle ? Rectangle(column: 0, row: 0, columns: columns, rows: 1) : nil
    let wanted = showsPeople ?? (columns >= Self.widthForPeople)
    let peopleColumns =
      wanted && columns >= Self.narrowestForPeople && paneRows > 0
      ? min(Self.peopleColumns, columns / 3) : 0
    // A column stands empty between the messages and the people.
    pane = Rectangle(
      column: 0, row: top, columns: columns - peopleColumns - (peopleColumns > 0 ? 1 : 0), rows: paneRows)
    people =
      peopleColumns > 0
      ? Rectangle(column: columns - peopleColumns, row: top, columns: peopleColumns, rows: paneRows) : nil
    divider = hasDivider ? Rectangle(column: 0, row: top + paneRows, columns: columns, rows: 1) : nil
    let fieldRow = rows - fieldRows
    let promptColumns = Self.hasPrompt(columns) ? Self.promptColumns : 0
    prompt =
      promptColumns > 0 ? Rectangle(column: 0, row: fieldRow, columns: promptColumns, rows: 1) : nil
    field = Rectangle(
      column: promptColumns, row: fieldRow,
      columns: Self.fieldColumns(columns, buttonColumns: buttonColumns), rows: fieldRows)
    buttons =
      Self.hasButtons(columns, buttonColumns)
      ? Rectangle(column: columns - buttonColumns, row: rows - 1, columns: buttonColumns, rows: 1) : nil
  }

  /// The most rows that the field may have in a terminal of so many.
  static func fieldRows(_ rows: Int) -> Int { max(1, min(maximumFieldRows, rows / 2)) }

  /// How wide the field is, which says how many rows its text takes.
  static func fieldColumns(_ columns: Int, buttonColumns: Int) -> Int {
    let prompt = hasPrompt(columns) ? promptColumns : 0
    let buttons = hasButtons(columns, buttonColumns) ? buttonColumns + 1 : 0
    return max(1, columns - prompt - buttons)
  }

  private static func hasPrompt(_ columns: Int) -> Bool { columns >= 8 }

  /// At least as much is left for the text.
  private static func hasButtons(_ columns: Int, _ buttonColumns: Int) -> Bool {
    buttonColumns > 0 && columns - promptColumns - buttonColumns - 1 >= min(buttonColumns, 6)
  }
}
