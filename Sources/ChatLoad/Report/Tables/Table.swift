/// Rows of text under headings, for people in a terminal or in Markdown.
package struct Table: Equatable, Sendable {
  /// A heading, and whether what is below begins or ends under it.
  package struct Heading: Equatable, Sendable {
    package var text: String
    /// Words stand on the left, numbers on the right.
    package var isNumeric: Bool
  }

  package let headings: [Heading]
  /// Each with as many cells as there are headings.
  package let rows: [[String]]

  package init(headings: [Heading], rows: [[String]]) {
    precondition(rows.allSatisfy { $0.count == headings.count })
    self.headings = headings
    self.rows = rows
  }

  /// A table of GitHub's Markdown, with a newline at its end.
  package var markdown: String {
    let rule = headings.map { $0.isNumeric ? "---:" : "---" }
    let escaped = ([headings.map(\.text)] + rows).map { $0.map(Self.escaped) }
    return ([escaped[0], rule] + escaped[1...])
      .map { "| " + $0.joined(separator: " | ") + " |\n" }
      .joined()
  }

  /// Columns side by side, two spaces between them, with a newline at its end.
  package var plain: String {
    let lines = [headings.map(\.text)] + rows
    let widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      var line = zip(cells, widths).enumerated().map { column, cell in
        let (text, width) = cell
        let space = String(repeating: " ", count: width - text.count)
        return headings[column].isNumeric ? space + text : text + space
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "\\|<>*_`[]~&".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }
}
