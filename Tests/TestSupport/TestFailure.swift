/// What a helper throws where the test has failed: thrown out of a test, it is the test's failure.
package struct TestFailure: Error, CustomStringConvertible {
  /// What was wanted, what came, and the line of the test that wanted it.
  package let description: String

  /// A failure of the test at `file` and `line`.
  package init(_ words: String, file: String, line: Int) {
    // A line can be of 64 KiB.
    let shown = words.count > 600 ? words.prefix(600) + "…" : words[...]
    description = "\(shown) (\(file):\(line))"
  }
}
