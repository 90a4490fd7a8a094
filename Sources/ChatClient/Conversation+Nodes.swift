// The servers of a room that lies on several, and the end of one. Whoever tells of others has proved to hold
// a key that is trusted.
extension Conversation {
  /// Takes a list of servers, where it is another one than before.
  mutating func takeNodes(_ value: String) {
    guard let told = ToldNodes(parsing: value), told != nodes, nodeListsTold < Self.maximumNodeLists else {
      return
    }
    nodes = told
    nodeListsTold += 1
    events.append(.nodes(told))
  }

  /// The server stops. It closes the connection when it has sent what there was to send; where there are
  /// others, it is not waited for as long as it likes.
  mutating func stopping(at now: Int64) {
    events.append(.serverStops)
    isServerStopping = true
    if hasOthers { byeDeadline = byeDeadline ?? now + Self.byeMilliseconds }
  }
}
