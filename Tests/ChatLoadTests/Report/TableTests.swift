import Testing

@testable import ChatLoad

@Suite("A table")
struct TableTests {
  private let table = Table(
    headings: [.init(text: "server", isNumeric: false), .init(text: "µs", isNumeric: true)],
    rows: [["papod", "5.98"], ["a|b_c", "1,234"]])

  @Test("is Markdown, whatever is in its cells")
  func markdown() {
    #expect(
      table.markdown == """
        | server | µs |
        | --- | ---: |
        | papod | 5.98 |
        | a\\|b\\_c | 1,234 |

        """)
  }

  @Test("stands in columns, words on the left, numbers on the right")
  func plain() {
    #expect(
      table.plain == """
        server     µs
        papod    5.98
        a|b_c   1,234

        """)
  }

  @Test("has no spaces at the ends of its lines")
  func ends() {
    let table = Table(
      headings: [.init(text: "long heading", isNumeric: false)], rows: [["short"], [""]])
    #expect(table.plain == "long heading\nshort\n\n")
  }
}
