// What is written to a terminal that has no screen of ours.
extension LineBreaker {
  /// The lines of `text`, each as rows of at most so many columns; what follows the first row of a line is
  /// moved in as far as the line is. A terminal by itself would break words anywhere.
  package static func wrap(lines text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      wrap(StyledText(String(line)), columns: columns, indent: line.prefix { $0 == " " }.count)
        .map(\.string).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
