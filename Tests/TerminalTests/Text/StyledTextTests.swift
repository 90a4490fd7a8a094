import Terminal
import Testing

@Suite("A styled text")
struct StyledTextTests {
  private let bold = Style(.red, .bold)

  @Test("joins parts that look and mean the same")
  func joins() {
    var text = StyledText("a", bold)
    text.append("b", bold)
    text.append("", bold, tag: "x")
    text.append("c", bold, tag: "x")
    text += "d"
    #expect(text.runs == [.init("ab", bold), .init("c", bold, tag: "x"), .init("d")])
    #expect(text.string == "abcd")
    #expect(StyledText("a") + StyledText("b") == "ab")
  }

  @Test("has no part when it is empty")
  func empty() {
    #expect(StyledText("").runs.isEmpty)
    #expect(StyledText() == "")
    #expect(StyledText().isEmpty && StyledText().columns == 0)
    #expect(!StyledText("a").isEmpty)
  }

  @Test("knows the tag of each column")
  func tags() {
    let text = StyledText("a中", tag: "one") + StyledText(" ") + StyledText("b", tag: "two")
    #expect((-1...6).map { text.tag(atColumn: $0) } == [nil, "one", "one", "one", nil, "two", nil, nil])
    #expect(text.columns == 5)
  }

  @Test("is cut where columns end, never within a wide glyph")
  func cut() {
    let text = StyledText("a中", bold) + StyledText("b")
    #expect([-1, 0, 1, 2, 3].map { text.cut(columns: $0).string } == ["", "", "a", "a", "a中"])
    #expect(text.cut(columns: 4) == text && text.cut(columns: .max) == text)
  }
}
