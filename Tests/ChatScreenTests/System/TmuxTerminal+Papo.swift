import TestSupport

extension TmuxTerminal {
  /// Starts a program from the shell; its exit code stands behind `status` when it has ended.
  func start(_ arguments: [String]) throws {
    let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
    try enter("clear; \(quoted); echo status $?")
  }

  /// Waits until one is in the room.
  func waitForRoom(file: String = #fileID, line: Int = #line) throws {
    try wait("the room", file: file, line: line) {
      $0.isAlternate && $0.rows[0].contains(TestServer.connected)
    }
  }
}

extension TmuxScreen {
  /// The row of the field, where that has one row.
  var field: String { rows.last ?? "" }
}
