import Terminal
import Testing

@testable import ChatScreen

@Suite("The layout")
struct ScreenLayoutTests {
  private func layout(
    _ columns: Int, _ rows: Int, fieldRows: Int = 1, showsPeople: Bool? = nil
  ) -> ScreenLayout {
    ScreenLayout(
      Size(columns: columns, rows: rows), fieldRows: fieldRows, buttonColumns: 8, showsPeople: showsPeople)
  }

  @Test("of a usual terminal has everything, and no cell twice")
  func usual() throws {
    let layout = layout(80, 24)
    let parts = [
      try #require(layout.title), layout.pane, try #require(layout.people), try #require(layout.divider),
      try #require(layout.prompt), layout.field, try #require(layout.buttons),
    ]
    for row in 0..<24 {
      for column in 0..<80 {
        let owners = parts.filter { $0.contains(Point(column: column, row: row)) }.count
        // One column stands empty before the people, and one between the field and the buttons.
        let isGap = row == 23 && column == 71 || 1..<22 ~= row && column == 57
        #expect(owners == (isGap ? 0 : 1), "\(column), \(row)")
      }
    }
  }

  @Test("keeps every part on the screen, however small it is")
  func small() {
    for columns in 1...100 {
      for rows in 1...30 {
        for fieldRows in [1, 3, 9] {
          for showsPeople in [nil, true, false] {
            let layout = layout(columns, rows, fieldRows: fieldRows, showsPeople: showsPeople)
            let parts = [
              layout.title, layout.pane, layout.people, layout.divider, layout.prompt, layout.field,
              layout.buttons,
            ].compactMap(\.self)
            for part in parts {
              #expect(part.origin.column >= 0 && part.origin.column + part.size.columns <= columns)
              #expect(part.origin.row >= 0 && part.origin.row + part.size.rows <= rows)
            }
            #expect(layout.field.size.columns >= 1 && layout.field.size.rows >= 1)
          }
        }
      }
    }
  }

  @Test("lets the field grow to five rows, and no further")
  func fieldRows() {
    #expect(layout(80, 24, fieldRows: 5).field.size.rows == 5)
    #expect(layout(80, 24, fieldRows: 6).field.size.rows == 5)
    #expect(layout(80, 4, fieldRows: 5).field.size.rows == 2)
  }

  @Test("shows the people from 72 columns on, or as the person has it")
  func people() {
    #expect(layout(71, 24).people == nil)
    #expect(layout(72, 24).people != nil)
    #expect(layout(80, 24, showsPeople: false).people == nil)
    #expect(layout(36, 24, showsPeople: true).people != nil)
    #expect(layout(35, 24, showsPeople: true).people == nil)
  }

  @Test("gives up the title, then the line, then the messages, and never the field")
  func order() {
    #expect(layout(80, 4).title != nil)
    #expect(layout(80, 3).title == nil)
    #expect(layout(80, 3).divider != nil)
    #expect(layout(80, 2).divider == nil)
    #expect(layout(80, 2).pane.size.rows == 1)
    #expect(layout(80, 1).pane.size.rows == 0)
    #expect(layout(80, 1).field == Rectangle(column: 2, row: 0, columns: 69, rows: 1))
  }
}
