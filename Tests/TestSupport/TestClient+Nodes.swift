/// What comes where several servers share a room: their own entries stand between those that are told, so
/// numbers are not known beforehand, and which servers there are may be told at any time.
extension TestClient {
  /// The words of a line `= nodes WORD …`; none of any other line.
  package static func nodes(in line: String) -> [String] {
    let front = "= nodes "
    return line.hasPrefix(front) ? line.dropFirst(front.count).split(separator: " ").map(String.init) : []
  }

  /// The next line that is not about servers.
  package func hear(file: String = #fileID, line: Int = #line) throws -> String {
    try readLines(through: { Self.nodes(in: $0).isEmpty }, file: file, line: line).last ?? ""
  }

  /// The next line that is not about servers is `SEQ MILLIS REST`; SEQ.
  @discardableResult
  package func hear(_ rest: String, file: String = #fileID, line: Int = #line) throws -> UInt64 {
    let next = try hear(file: file, line: line)
    let parts = next.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let sequence = UInt64(parts[0]), parts[2] == rest else {
      throw TestFailure(
        "SEQ MILLIS \(rest) was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    return sequence
  }

  /// The next line that is not about servers is `+N SEQ`; SEQ.
  @discardableResult
  package func hear(answerTo number: UInt64, file: String = #fileID, line: Int = #line) throws -> UInt64 {
    let next = try hear(file: file, line: line)
    guard next.hasPrefix("+\(number) "), let sequence = UInt64(next.dropFirst("+\(number) ".count)) else {
      throw TestFailure("+\(number) SEQ was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    return sequence
  }

  /// The next line says which servers there are: the words.
  package func readNodes(file: String = #fileID, line: Int = #line) throws -> [String] {
    let next = try readLine(file: file, line: line)
    let nodes = Self.nodes(in: next)
    guard !nodes.isEmpty else {
      throw TestFailure("= nodes was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    return nodes
  }

  /// What is answered to whom takes a session up with line `number`, up to what it missed.
  package func hearResumed(_ number: UInt64, in room: String, file: String = #fileID, line: Int = #line)
    throws
  {
    try expect(["+\(number) -", "= room \(room)"], file: file, line: line)
    _ = try readNodes(file: file, line: line)
    try expect("= ready", file: file, line: line)
  }
}
