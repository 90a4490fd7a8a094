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

  /// Reads the answer to line 1, a name: exactly what protocol.md lists, in its order.
  package init(entering client: TestClient, file: String = #fileID, line: Int = #line) throws {
    self.client = client
    let answer = try client.readLine(file: file, line: line)
    guard case .accepted(number: 1, let entered?) = ServerLine.parse(Array(answer.utf8)) else {
      throw TestFailure("+1 SEQ was wanted, \(answer.debugDescription) came", file: file, line: line)
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
    guard next == "= ready" else {
      throw TestFailure("= ready was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    self.here = here
  }
}
