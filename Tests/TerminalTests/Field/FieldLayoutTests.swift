import Terminal
import TestSupport
import Testing

@Suite("The layout of the input field")
final class FieldLayoutTests {
  private var field = InputField()

  private func layout(_ columns: Int, _ rows: Int = 5) -> FieldLayout {
    field.layout(columns: columns, maximumRows: rows)
  }

  private func press(_ keys: Key...) { for key in keys { #expect(isTaken(key)) } }

  private func isTaken(_ key: Key) -> Bool { field.press(key) }

  @Test("wraps at any character and at line feeds")
  func wraps() {
    #expect(layout(4).rows == [""])
    field.set("abcdef\n\ngh")
    #expect(layout(4).rows == ["abcd", "ef", "", "gh"])
    #expect(layout(4).cursor == Point(column: 2, row: 3))
    field.set("中文字")
    #expect(layout(5).rows == ["中文", "字"])
    #expect(layout(5).cursor == Point(column: 2, row: 1))
    field.set("ae\u{301}\u{1F}b\tc")
    #expect(layout(9).rows == ["ae\u{301}\u{FFFD}b c"])
  }

  @Test("keeps a character of several glyphs whole where it has place")
  func families() {
    field.set("abc👨‍👩‍👧d")
    #expect(layout(8).rows == ["abc", "👨👩👧d"])
    #expect(layout(5).rows == ["abc", "👨👩", "👧d"])
    #expect(layout(9).rows == ["abc👨👩👧", "d"])
    #expect(layout(1, 9).rows == ["a", "b", "c", "?", "?", "?", "d", ""])
  }

  @Test("shows the cursor in the next row behind the last column")
  func rightEdge() {
    field.set("abcd")
    #expect(layout(4).rows == ["abcd", ""])
    #expect(layout(4).cursor == Point(column: 0, row: 1))
    press(.left)
    #expect(layout(4).rows == ["abcd"])
    #expect(layout(4).cursor == Point(column: 3, row: 0))
    field.set("abcd\nef", cursor: 4)
    #expect(layout(4).rows == ["abcd", "", "ef"])
    #expect(layout(4).cursor == Point(column: 0, row: 1))
    field.set("abcdef", cursor: 4)
    #expect(layout(4).cursor == Point(column: 0, row: 1))
  }

  @Test("scrolls no further than the cursor demands")
  func scrolls() {
    field.set("1\n2\n3\n4\n5")
    var layout = layout(9, 3)
    #expect(layout.rows == ["3", "4", "5"] && layout.cursor.row == 2)
    press(.up, .up)
    layout = self.layout(9, 3)
    #expect(layout.rows == ["3", "4", "5"] && layout.cursor.row == 0)
    press(.up)
    layout = self.layout(9, 3)
    #expect(layout.rows == ["2", "3", "4"] && layout.cursor.row == 0)
    press(.control("a"), .control("u"), .control("u"), .control("u"))
    #expect(self.layout(9, 3).rows == ["2", "3", "4"])
    field.set("")
    #expect(self.layout(9, 3).rows == [""])
  }

  @Test("has no row where there is no place, and one column at least")
  func nothing() {
    field.set("a中")
    let layout = layout(9, 0)
    #expect(layout.rows.isEmpty && layout.cursor == Point(column: 0, row: 0))
    #expect(self.layout(9, -1).rows.isEmpty)
    #expect(self.layout(0).rows == ["a", "?", ""])
    #expect(self.layout(.min, .max).rows == ["a", "?", ""])
    #expect(self.layout(.max, .max).rows == ["a中"])
  }

  @Test("moves up and down between rows in the column that one came from")
  func upAndDown() {
    field.set("abcdefghij\nk\nlmn")
    _ = layout(4)
    press(.left)
    press(.up)
    #expect(field.cursor == 12)
    press(.up)
    #expect(field.cursor == 10)
    press(.up, .up)
    #expect(field.cursor == 2)
    #expect(!isTaken(.up))
    press(.down, .down, .down, .down)
    #expect(field.cursor == 15)
    #expect(!isTaken(.down))
    #expect(field.cursor == 15)
  }

  @Test("never stops at a full row or a character that is wider than a row")
  func fullRows() {
    field.set("abcd\nefgh\nij")
    _ = layout(4)
    press(.up, .up)
    #expect(field.cursor == 2)
    field.set("abcd\nefgh", cursor: 9)
    press(.up)
    #expect(field.cursor == 5)
    field.set("a\n👨‍👩‍👧‍👦\nb")
    _ = layout(2, 9)
    for (key, cursor) in [(Key.up, 3), (.up, 2), (.up, 1), (.down, 2), (.down, 3), (.down, 5)] {
      press(key)
      #expect(field.cursor == cursor)
    }
  }

  @Test("takes lines for rows before any layout")
  func beforeLayout() {
    field.set("ab\ncd")
    press(.up)
    #expect(field.cursor == 2)
    #expect(!isTaken(.up))
  }

  @Test("puts the cursor where one clicks")
  func clicks() {
    field.set("a中b\ncd\nefghij")
    _ = layout(4)
    for (column, row, cursor) in [
      (0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 2), (9, 0, 2), (0, 1, 4), (9, 1, 6), (3, 2, 10), (9, 2, 10),
      (1, 3, 12), (9, 3, 13), (0, 9, 13), (-1, -1, 0), (.max, .max, 13), (.min, .min, 0),
    ] {
      field.place(cursorAt: Point(column: column, row: row))
      #expect(field.cursor == cursor, "\(column), \(row)")
    }
    _ = layout(4, 2)
    field.place(cursorAt: Point(column: 1, row: 1))
    #expect(field.cursor == 5)
  }

  @Test("holds for any keys, texts and sizes")
  func anything() {
    var random = SeededRandom(seed: 5)
    let keys: [Key] = [
      .left, .right, .up, .down, .home, .end, .backspace, .delete, .altBackspace, .altEnter, .wordLeft,
      .wordRight, .control("k"), .control("u"), .control("w"), .control("y"), .alt("d"),
    ]
    for _ in 0..<150 {
      field.set("")
      for _ in 0..<40 {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: field.insert(RandomText.make(maximum: 12, using: &random))
        case 1:
          let text = RandomText.make(maximum: 1, using: &random)
          if let character = text.first { _ = field.press(.character(character)) }
        case 2:
          field.place(
            cursorAt: Point(
              column: .random(in: -1...12, using: &random), row: .random(in: -1...6, using: &random)))
        default: if let key = keys.randomElement(using: &random) { _ = field.press(key) }
        }
        check(.random(in: 0...10, using: &random), .random(in: 0...5, using: &random))
      }
    }
  }

  private func check(_ columns: Int, _ maximumRows: Int) {
    // The cursor is between two characters: setting it again by their number changes nothing.
    var same = InputField()
    same.set(field.text, cursor: field.cursor)
    #expect(same == field)
    let layout = layout(columns, maximumRows)
    #expect(layout.rows.count <= maximumRows)
    let columns = max(1, columns)
    #expect(layout.rows.allSatisfy { TextWidth.columns($0) <= columns })
    guard maximumRows > 0 else { return }
    #expect(layout.rows.indices.contains(layout.cursor.row))
    #expect((0..<columns).contains(layout.cursor.column))
    guard columns > 1 else { return }
    let shown = field.layout(columns: columns, maximumRows: .max).rows.flatMap { Glyphs.split($0) }
    let lines = field.text.split(separator: "\n", omittingEmptySubsequences: false)
    let all = lines.flatMap { Glyphs.split(String($0)) }
    #expect(shown.map(\.scalars.first) == all.map(\.scalars.first))
    _ = self.layout(columns, maximumRows)
  }
}
