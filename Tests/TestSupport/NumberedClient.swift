import Wire

/// A numbered client that has entered, and what it was told on entering.
package struct NumberedClient {
  /// The connection.
  package let client: TestClient
  /// SEQ of its entering.
  package let entered: UInt64
  /// The journal's id.
  package let room: String
  /// The pin of the server's next key, as it stands there; nil where none was announced.
  package let next: String?
  /// The nodes of the room, as they stand there; none where the server is alone.
  package let nodes: [String]
  /// The private messages that waited for the owner, as they came.
  package let kept: [String]
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
    var said = try client.readLine(file: file, line: line)
    var next: String?
    if said.hasPrefix("= next ") {
      next = String(said.dropFirst("= next ".count))
      said = try client.readLine(file: file, line: line)
    }
    nodes = TestClient.nodes(in: said)
    if !nodes.isEmpty { said = try client.readLine(file: file, line: line) }
    var kept: [String] = []
    if said.hasPrefix("= kept ") {
      let count = Int(said.dropFirst("= kept ".count)) ?? 0
      kept = try client.readLines(count)
      said = try client.readLine(file: file, line: line)
    }
    self.kept = kept
    guard said.hasPrefix("= session ") else {
      throw TestFailure("= session was wanted, \(said.debugDescription) came", file: file, line: line)
    }
    self.next = next
    token = String(said.dropFirst("= session ".count))
    var here: [String] = []
    said = try client.readLine(file: file, line: line)
    while said.hasPrefix("= here ") {
      here += said.dropFirst("= here ".count).split(separator: " ").map(String.init)
      said = try client.readLine(file: file, line: line)
    }
    var keys: [String] = []
    while said.hasPrefix("= key ") {
      keys.append(String(said.dropFirst("= key ".count)))
      said = try client.readLine(file: file, line: line)
    }
    guard said == "= ready" else {
      throw TestFailure("= ready was wanted, \(said.debugDescription) came", file: file, line: line)
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
