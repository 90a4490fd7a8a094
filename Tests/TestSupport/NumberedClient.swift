import Wire

/// A numbered client that has entered, and what it was told on entering.
package struct NumberedClient {
  /// The connection.
  package let client: TestClient
  /// SEQ of its entering.
  package let entered: UInt64
  /// The journal's id.
  package let room: String
  /// The secret by which the session is taken up.
  package let token: String
  /// Who was here, oneself included.
  package let here: [String]
  /// Whose names belong to which pins: what follows `= key `, of each line.
  package let keys: [String]

  /// Reads the answer to line `number`, a name: exactly what protocol.md lists, in its order.
  package init(
    entering client: TestClient, number: UInt64 = 1, file: String = #fileID, line: Int = #line
  ) throws {
    self.client = client
    let answer = try client.readLine(file: file, line: line)
    guard case .accepted(number, let entered?) = ServerLine.parse(Array(answer.utf8)) else {
      throw TestFailure("+\(number) SEQ was wanted, \(answer.debugDescription) came", file: file, line: line)
    }
    self.entered = entered
    room = try client.expect(prefix: "= room ", file: file, line: line)
    token = try client.expect(prefix: "= session ", file: file, line: line)
    var here: [String] = []
    var next = try client.readLine(file: file, line: line)
    while next.hasPrefix("= here ") {
      here += next.dropFirst("= here ".count).split(separator: " ").map(String.init)
      next = try client.readLine(file: file, line: line)
    }
    var keys: [String] = []
    while next.hasPrefix("= key ") {
      keys.append(String(next.dropFirst("= key ".count)))
      next = try client.readLine(file: file, line: line)
    }
    guard next == "= ready" else {
      throw TestFailure("= ready was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    self.here = here
    self.keys = keys
  }

  /// Sends lines together, each with its number in front already.
  package func send(_ lines: String...) throws {
    try client.send(lines)
  }

  /// The next lines are these.
  package func expect(_ lines: String..., file: String = #fileID, line: Int = #line) throws {
    try client.expect(lines, file: file, line: line)
  }

  /// The next line is `SEQ MILLIS REST`; the time is not looked at.
  package func expect(
    _ sequence: UInt64, _ rest: String, file: String = #fileID, line: Int = #line
  ) throws {
    try client.expect(sequence, rest, file: file, line: line)
  }

  /// The next line begins so; the rest of it is handed back.
  @discardableResult
  package func expect(prefix: String, file: String = #fileID, line: Int = #line) throws -> String {
    try client.expect(prefix: prefix, file: file, line: line)
  }
}
