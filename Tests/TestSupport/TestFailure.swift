/// What a helper throws where the test has failed: thrown out of a test, it is the test's failure.
package struct TestFailure: Error, CustomStringConvertible {
  /// What was wanted, what came, and the line of the test that wanted it.
  package let description: String

  /// A failure of the test at `file` and `line`, with at most `maximum` characters of words: a line can be of
  /// 64 KiB.
  package init(_ words: String, file: String, line: Int, maximum: Int = 600) {
    let shown = words.count > maximum ? words.prefix(maximum) + "…" : words[...]
    description = "\(shown) (\(file):\(line))"
  }
}
